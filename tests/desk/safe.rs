//! Nobody gets at a campaign from another page, another name for this machine, or without the secret.

use crate::campaign_run::Folder;
use crate::served::{Served, env, options};
use std::time::Duration;
use tonghop::app::Workspace;
use tonghop::desk::desk;

#[test]
fn a_foreign_name_for_this_machine_is_answered_nothing() {
    let folder = Folder::sample();
    let served = Served::of(&folder);
    let port = served.port;
    let asked = |host: &str| {
        let cookie = &served.cookie;
        served.raw(
            format!("GET / HTTP/1.1\r\n{host}Cookie: {cookie}\r\nConnection: close\r\n\r\n")
                .as_bytes(),
        )
    };
    let foreign = [
        format!("Host: evil.example:{port}\r\n"),
        format!("Host: localhost:{port}\r\n"),
        "Host: 127.0.0.1\r\n".to_owned(),
        format!("Host: 127.0.0.1:{port}.evil.example\r\n"),
        format!("Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n"),
        String::new(),
    ];
    for host in foreign {
        let answer = asked(&host);
        assert!([400, 421].contains(&answer.status), "{host}: {answer:?}");
        assert!(!answer.body.contains("Đông Sơn"), "{host}");
    }
    assert_eq!(asked(&format!("Host: 127.0.0.1:{port}\r\n")).status, 200);
}

#[test]
fn nothing_is_changed_for_a_foreign_page() {
    let folder = Folder::sample();
    let served = Served::of(&folder);
    let (host, cookie) = (served.host(), served.cookie.clone());
    let port = served.port;
    let foreign = [
        String::new(),
        "Origin: null\r\n".to_owned(),
        "Origin: http://evil.example\r\n".to_owned(),
        format!("Origin: https://127.0.0.1:{port}\r\n"),
        format!("Origin: http://localhost:{port}\r\n"),
        "Origin: http://127.0.0.1\r\n".to_owned(),
        format!("Origin: http://127.0.0.1:{}\r\n", port.wrapping_add(1)),
        format!("Origin: http://{host}\r\nOrigin: http://evil.example\r\n"),
        format!("Origin: http://{host}\r\nSec-Fetch-Site: cross-site\r\n"),
        format!("Origin: http://{host}\r\nSec-Fetch-Site: same-site\r\n"),
    ];
    for origin in foreign {
        for (method, path) in [
            ("POST", "/ket-thuc"),
            ("POST", "/nhan/doc"),
            ("PUT", "/nhan/tep/a.xlsx"),
            ("DELETE", "/"),
        ] {
            let asked = format!(
                "{method} {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n{origin}Content-Length: 0\r\nConnection: close\r\n\r\n"
            );
            let answer = served.raw(asked.as_bytes());
            assert_eq!(answer.status, 403, "{method} {path} {origin}: {answer:?}");
        }
    }
    assert!(!folder.file("2-nhan-ve/a.xlsx").exists());
    assert_eq!(served.get("/").status, 200, "it was not ended");
}

#[test]
fn who_has_no_secret_sees_and_does_nothing() {
    let folder = Folder::sample();
    let mut served = Served::of(&folder);
    let known = served.cookie.clone();
    let (name, secret) = known.split_once('=').expect("a name");
    let last = if secret.ends_with('0') { "1" } else { "0" };
    let wrong = [
        String::new(),
        format!("{name}="),
        format!("{name}={}", served.token),
        format!("{name}={}{last}", &secret[..secret.len() - 1]),
        format!("{name}={secret}0"),
        format!("tonghop={secret}"),
    ];
    for cookie in wrong {
        served.cookie = cookie;
        for path in ["/", "/don-vi", "/bao-cao", "/cong-viec", "/khong-co"] {
            let answer = served.get(path);
            assert_eq!(answer.status, 401, "{path} {}", served.cookie);
            assert!(!answer.body.contains("Đông Sơn"), "{path}");
        }
        assert_eq!(served.post("/ket-thuc", &[]).status, 401);
        assert_eq!(served.put("a.xlsx", b"x").status, 401);
    }
    let token = served.token.clone();
    for wrong in ["", "0", &token[1..], &format!("{token}0"), &"0".repeat(64)] {
        let answer = served.get(&format!("/mo/{wrong}"));
        assert!([401, 404].contains(&answer.status), "{wrong}: {answer:?}");
        assert_eq!(answer.header("set-cookie"), "");
    }
    served.cookie = known;
    assert_eq!(served.get("/").status, 200);
}

#[test]
fn every_answer_forbids_what_is_not_ours() {
    let folder = Folder::sample();
    let served = Served::of(&folder);
    for path in [
        "/",
        "/don-vi",
        "/desk.css",
        "/desk.js",
        "/khong-co",
        "/mo/x",
    ] {
        let answer = served.get(path);
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "object-src 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
    }
    // What the policy forbids is nowhere used.
    for path in [
        "/",
        "/nhan",
        "/don-vi",
        "/don-vi/16390",
        "/xem-lai",
        "/so-lieu",
        "/so-lieu/xa.may_tinh",
        "/bao-cao",
        "/so",
        "/thiet-lap/ky",
        "/thiet-lap/don-vi",
        "/thiet-lap/xem-lai",
    ] {
        let page = served.page(path);
        for inline in [
            " style=",
            "<style",
            " onclick=",
            " onload=",
            "javascript:",
            "<script>",
            "//cdn",
            "https://",
        ] {
            assert!(!page.contains(inline), "{path}: {inline}");
        }
    }
}

#[test]
fn no_address_is_a_path_of_the_disk() {
    let folder = Folder::sample();
    let served = Served::of(&folder);
    let paths = [
        "/../dot-bao-cao.toml",
        "/%2e%2e/dot-bao-cao.toml",
        "/dot-bao-cao.toml",
        "/2-nhan-ve/",
        "/2-nhan-ve",
        "/desk.css/../../dot-bao-cao.toml",
        "/don-vi/..%2F..%2Fdot-bao-cao.toml",
        "/don-vi/%00",
        "/so-lieu/..%2F..%2Fdot-bao-cao.toml",
        "/so-lieu/%2Fetc%2Fpasswd",
    ];
    for path in paths {
        let answer = served.get(path);
        assert_eq!(answer.status, 404, "{path}: {answer:?}");
        assert!(
            !answer.body.contains("bo_mau") && !answer.body.contains("root:"),
            "{path}"
        );
    }
    for known in [
        "..%2F..%2Fetc%2Fpasswd",
        "%2Fetc%2Fpasswd",
        "dot-bao-cao.toml",
        "x",
    ] {
        assert_eq!(
            served.post(&format!("/mo-tep/{known}"), &[]).status,
            404,
            "{known}"
        );
    }
    assert_eq!(
        served.post("/mo-tep/nhan-ve", &[("ve", "/nhan")]).status,
        303
    );
    // A language is chosen, and nobody is led elsewhere.
    for back in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        "/\r\n/evil.example",
        " //evil.example",
        "javascript:alert(1)",
    ] {
        let answer = served.get(&format!("/tieng/en?ve={}", crate::served::encoded(back)));
        assert_eq!(answer.header("location"), "/", "{back}");
    }
}

#[test]
fn port_and_token_lie_in_the_private_folder_alone() {
    let folder = Folder::sample();
    let served = Served::of(&folder);
    served.page("/");
    let private = options(folder.path()).private;
    let notes: Vec<_> = std::fs::read_dir(&private)
        .expect("the folder")
        .map(|e| e.expect("a file").path())
        .collect();
    let note = notes
        .iter()
        .find(|path| path.extension().is_some_and(|e| e == "trang"))
        .expect("a note");
    let text = std::fs::read_to_string(note).expect("text");
    assert!(
        text.contains(&served.token) && text.contains(&served.port.to_string()),
        "{text}"
    );
    #[cfg(unix)]
    for path in &notes {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(path).expect("it").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}: {mode:o}", path.display());
    }
    let mut open = vec![folder.path().to_owned()];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(&dir).expect("a folder") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let bytes = std::fs::read(&path).expect("bytes");
                let has = bytes
                    .windows(served.token.len())
                    .any(|piece| piece == served.token.as_bytes());
                assert!(!has, "{}", path.display());
            }
        }
    }
    drop(served);
    assert!(!note.exists(), "the note goes with the page");
}

#[test]
fn a_second_desk_finds_the_one_that_runs() {
    let folder = Folder::sample();
    let served = Served::of(&folder);
    let mut told = Vec::new();
    let again = desk(
        Some(folder.path()),
        env(),
        &options(folder.path()),
        &mut |ready| told.push(ready.clone()),
    );
    again.expect("it returns at once");
    assert!(told[0].is_other, "{told:?}");
    assert_eq!(
        told[0].address,
        format!("http://{}/mo/{}", served.host(), served.token)
    );
    assert_eq!(served.get("/").status, 200);
}

#[test]
fn while_it_waits_it_holds_nothing_and_others_work() {
    let folder = Folder::sample();
    let served = Served::of(&folder);
    served.page("/don-vi");
    served.quiet(1);
    served.page("/bao-cao");
    // The right to write is free, and the command line does its work.
    drop(
        Workspace::open(folder.path(), env())
            .expect("a campaign")
            .session()
            .expect("nobody holds it"),
    );
    let said = folder.tonghop(
        "accept",
        &["--all", "--unit", "16390", "--reason", "đã kiểm tra"],
    );
    assert!(said.code < 3, "{said:?}");
    #[cfg(target_os = "linux")]
    {
        let open = std::fs::read_dir("/proc/self/fd").expect("descriptors");
        let open = open.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok());
        let held: Vec<_> = open
            .filter(|path| path.starts_with(folder.path()))
            .collect();
        assert!(held.is_empty(), "{held:?}");
    }
}

#[test]
fn it_ends_by_itself_when_nobody_needs_it() {
    let folder = Folder::sample();
    let mut options = options(folder.path());
    options.idle = Duration::from_millis(300);
    desk(Some(folder.path()), env(), &options, &mut |_| {}).expect("it ended");
    std::fs::remove_dir_all(&options.private).expect("the private folder");
}

#[test]
fn a_port_that_is_taken_is_told() {
    let folder = Folder::sample();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let mut options = options(folder.path());
    options.port = taken.local_addr().expect("it").port();
    let stopped = desk(Some(folder.path()), env(), &options, &mut |_| {}).expect_err("it is taken");
    assert!(
        format!("{stopped:?}").contains("desk.port-taken"),
        "{stopped:?}"
    );
    std::fs::remove_dir_all(&options.private).expect("the private folder");
}
