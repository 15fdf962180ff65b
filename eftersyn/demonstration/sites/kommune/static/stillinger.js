// The page is empty until this has run: what it says, and where it leads, exist only in a browser.
const jobs = [
  { href: "/ledige-stillinger/paedagog", name: "Pædagog til Børnehaven Mælkebøtten", until: "1. februar" },
  { href: "/ledige-stillinger/ingenioer", name: "Ingeniør til veje og broer", until: "15. februar" },
];

const place = document.getElementById("stillinger");
const heading = document.createElement("h1");
heading.textContent = "Ledige stillinger";
const lead = document.createElement("p");
lead.className = "lead";
lead.textContent = "Vi er 1.900 ansatte, der hver dag arbejder for borgerne i Eksempelby. Vil du være en af dem? "
  + "Alle stillinger kan søges, uanset hvem du er, og du får løn efter overenskomsten. "
  + "Send din ansøgning på mail, og skriv stillingens navn i emnefeltet.";
// planted: points of a list that are in no list
const list = document.createElement("div");
for (const job of jobs) {
  const point = document.createElement("li");
  const link = document.createElement("a");
  link.href = job.href;
  link.textContent = job.name;
  point.append(link, `, frist ${job.until}`);
  list.append(point);
}
place.append(heading, lead, list);
