//! Files that are dropped: whole in the inbox or not at all, and never over another.

use crate::campaign_run::Folder;
use crate::served::{MOST, Served};
use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The names in the inbox.
fn inbox(folder: &Folder) -> Vec<String> {
    folder
        .contents("2-nhan-ve")
        .into_iter()
        .map(|(name, _)| name)
        .collect()
}

/// A campaign to which nothing came.
fn empty() -> Folder {
    let folder = Folder::sample();
    std::fs::remove_dir_all(folder.file("2-nhan-ve")).expect("the returns");
    std::fs::create_dir(folder.file("2-nhan-ve")).expect("a folder");
    folder
}

#[test]
fn what_is_dropped_lies_in_the_inbox_as_it_was_and_is_understood() {
    let (folder, sample) = (empty(), Folder::sample());
    let served = Served::of(&folder);
    let name = "16393_xa-Dong-Yen_CNTT-2020.xlsx";
    let bytes = std::fs::read(sample.file("2-nhan-ve").join(name)).expect("a return");
    let answer = served.put("Biểu xã Đông Yên.xlsx", &bytes);
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (201, "Biểu xã Đông Yên.xlsx")
    );
    let lies =
        std::fs::read(folder.file("2-nhan-ve/Biểu xã Đông Yên.xlsx")).expect("it lies there");
    assert_eq!(lies, bytes);
    assert_eq!(served.post("/nhan/doc", &[]).status, 303);
    served.quiet(1);
    let page = served.page("/nhan");
    assert!(
        page.contains("Xã Đông Yên") && page.contains("Đọc được"),
        "{page}"
    );
    assert!(served.page("/don-vi").contains("1/15"));
}

#[test]
fn a_file_put_into_the_folder_appears_by_itself() {
    let (folder, sample) = (empty(), Folder::sample());
    let served = Served::of(&folder);
    served.page("/nhan");
    let name = "16393_xa-Dong-Yen_CNTT-2020.xlsx";
    std::fs::copy(
        sample.file("2-nhan-ve").join(name),
        folder.file("2-nhan-ve").join(name),
    )
    .expect("copied");
    let since = Instant::now();
    while !served.page("/don-vi").contains("1/15") {
        served.page("/cong-viec");
        assert!(since.elapsed() < Duration::from_mins(1));
    }
}

#[test]
fn a_name_that_is_there_already_gets_a_number() {
    let folder = empty();
    let served = Served::of(&folder);
    for (bytes, name) in [
        (&b"one"[..], "a.txt"),
        (b"two", "a-lan-2.txt"),
        (b"three", "a-lan-3.txt"),
    ] {
        assert_eq!(served.put("a.txt", bytes).body, name);
        assert_eq!(
            std::fs::read(folder.file("2-nhan-ve").join(name)).expect("it"),
            bytes
        );
    }
    assert_eq!(
        std::fs::read(folder.file("2-nhan-ve/a.txt")).expect("the first"),
        b"one"
    );
}

#[test]
fn a_name_is_never_a_path() {
    let folder = empty();
    let served = Served::of(&folder);
    for name in [
        "../a.xlsx",
        "..\\a.xlsx",
        "/etc/a.xlsx",
        "a/b.xlsx",
        "..",
        ".",
        "~$a.xlsx",
        "LOI-DAN.txt",
        "x.tonghop-tam",
    ] {
        let answer = served.put(name, b"x");
        assert!([404, 422].contains(&answer.status), "{name}: {answer:?}");
    }
    assert!(inbox(&folder).is_empty(), "{:?}", inbox(&folder));
    assert!(!folder.file("a.xlsx").exists());
    assert!(!folder.file(".dang-nhan").exists());
}

#[test]
fn what_is_too_large_is_refused_and_leaves_nothing() {
    let folder = empty();
    let served = Served::of(&folder);
    // Said before it is sent.
    let said = served.head("PUT", "/nhan/tep/a.xlsx", usize::MAX >> 8);
    let answer = served.raw(format!("{said}\r\n").as_bytes());
    assert_eq!(answer.status, 413, "{answer:?}");
    assert!(answer.body.contains("3 MB"), "{}", answer.body);
    // Not said, and found out on the way.
    let host = served.host();
    let head = format!(
        "PUT /nhan/tep/a.xlsx HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
        served.cookie
    );
    let mut stream = TcpStream::connect(&host).expect("it listens");
    stream.write_all(head.as_bytes()).expect("sent");
    let piece = [b"100000\r\n".as_slice(), &vec![b'x'; 1 << 20], b"\r\n"].concat();
    let sent = (0..64)
        .take_while(|_| stream.write_all(&piece).is_ok())
        .count();
    assert!(sent < 64, "it was taken without an end");
    settled(&folder);
    // As large as may be.
    assert_eq!(served.put("b.bin", &vec![0; MOST as usize]).status, 201);
    assert_eq!(inbox(&folder), ["b.bin"]);
}

#[test]
fn what_breaks_off_leaves_nothing() {
    let folder = empty();
    let served = Served::of(&folder);
    let head = served.head("PUT", "/nhan/tep/a.xlsx", 2 << 20);
    let mut stream = TcpStream::connect(served.host()).expect("it listens");
    stream
        .write_all(format!("{head}\r\n").as_bytes())
        .expect("sent");
    stream.write_all(&vec![b'x'; 1_500_000]).expect("sent");
    let since = Instant::now();
    while !folder.file(".dang-nhan").exists() {
        assert!(
            since.elapsed() < Duration::from_secs(20),
            "it arrives aside"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(
        inbox(&folder).is_empty(),
        "half of it never lies in the inbox"
    );
    drop(stream);
    settled(&folder);
    assert!(inbox(&folder).is_empty());
    assert_eq!(served.get("/").status, 200);
}

/// Waits until nothing lies aside.
fn settled(folder: &Folder) {
    let since = Instant::now();
    while folder.file(".dang-nhan").exists() {
        assert!(
            since.elapsed() < Duration::from_secs(20),
            "it was left behind"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_run_of_another_program_does_not_sweep_what_arrives() {
    let folder = empty();
    let served = Served::of(&folder);
    let head = served.head("PUT", "/nhan/tep/a.bin", 2_000_000);
    let mut stream = TcpStream::connect(served.host()).expect("it listens");
    stream
        .write_all(format!("{head}\r\n").as_bytes())
        .expect("sent");
    stream.write_all(&vec![b'x'; 1_500_000]).expect("sent");
    let since = Instant::now();
    while !folder.file(".dang-nhan").exists() {
        assert!(since.elapsed() < Duration::from_secs(20));
    }
    let said = folder.tonghop("ingest", &[]);
    assert!(said.code < 3, "{said:?}");
    stream.write_all(&vec![b'x'; 500_000]).expect("sent");
    let since = Instant::now();
    while inbox(&folder) != ["a.bin"] {
        assert!(since.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(10));
    }
    let lies = std::fs::metadata(folder.file("2-nhan-ve/a.bin"))
        .expect("it")
        .len();
    assert_eq!(lies, 2_000_000);
}
