// Reads jobs [{from, to, type, sheet}] from standard input and writes each workbook in its format with SheetJS.
const fs = require("fs");
const X = require("xlsx");
for (const job of JSON.parse(fs.readFileSync(0, "utf8"))) {
  const book = X.readFile(job.from, { cellNF: true, cellFormula: true });
  if (job.sheet) {
    book.SheetNames = [job.sheet];
    book.Workbook = undefined;
  }
  let bytes = X.write(book, { bookType: job.type, type: "buffer", sheet: job.sheet || undefined, FS: "\t" });
  // SheetJS writes text formats as UTF-8 without a mark.
  fs.writeFileSync(job.to, bytes);
}
