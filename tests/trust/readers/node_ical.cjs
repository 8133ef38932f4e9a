// Reads iCalendar objects with node-ical: base64 in a JSON list on standard input, what stands in them out.
const fs = require("node:fs");
const ical = require("node-ical");

const plain = (value) => (value && typeof value === "object" && "val" in value ? value.val : value);
const asList = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const pad = (number) => String(number).padStart(2, "0");

function moment(value) {
  // A day is a date of this machine's own zone.
  if (value.dateOnly) return `${value.getFullYear()}-${pad(value.getMonth() + 1)}-${pad(value.getDate())}`;
  return value.toISOString();
}

const minutes = (trigger) => {
  const found = /^-P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(plain(trigger));
  return Number(found[1] || 0) * 1440 + Number(found[2] || 0) * 60 + Number(found[3] || 0);
};

function read(encoded) {
  const data = ical.sync.parseICS(Buffer.from(encoded, "base64").toString("utf8"));
  const events = Object.values(data).filter((part) => part.type === "VEVENT");
  return {
    method: plain(data.vcalendar?.method) ?? plain(events[0]?.method),
    events: events.map((event) => ({
      uid: event.uid,
      sequence: Number(event.sequence),
      title: plain(event.summary),
      place: plain(event.location) || "",
      starts: moment(event.start),
      ends: moment(event.end),
      free: event.transparency === "TRANSPARENT",
      status: event.status,
      organizer: plain(event.organizer).replace("mailto:", ""),
      attendees: asList(event.attendee).map((attendee) => plain(attendee).replace("mailto:", "")),
      rings: asList(event.alarms).map((alarm) => minutes(alarm.trigger)),
      names: Object.keys(event).map((name) => name.toUpperCase()),
    })),
  };
}

const objects = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(objects.map(read)));
