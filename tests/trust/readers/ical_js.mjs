// Reads iCalendar objects with Mozilla's ical.js: base64 in a JSON list on standard input, what stands in them out.
import fs from "node:fs";
import ICAL from "ical.js";

function moment(event, name, zones) {
  const property = event.getFirstProperty(name);
  const value = property.getFirstValue();
  if (value.isDate) return value.toString();
  const zone = property.getParameter("tzid");
  if (zone && !zones[zone]) return "floating";
  if (zone) value.zone = zones[zone];
  else if (value.zone !== ICAL.Timezone.utcTimezone) return "floating";
  return new Date(value.toUnixTime() * 1000).toISOString();
}

function read(encoded) {
  const calendar = new ICAL.Component(ICAL.parse(Buffer.from(encoded, "base64").toString("utf8")));
  const zones = {};
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    zones[zone.getFirstPropertyValue("tzid")] = new ICAL.Timezone(zone);
  }
  const events = calendar.getAllSubcomponents("vevent").map((event) => ({
    uid: event.getFirstPropertyValue("uid"),
    sequence: event.getFirstPropertyValue("sequence"),
    title: event.getFirstPropertyValue("summary"),
    place: event.getFirstPropertyValue("location") || "",
    starts: moment(event, "dtstart", zones),
    ends: moment(event, "dtend", zones),
    free: event.getFirstPropertyValue("transp") === "TRANSPARENT",
    status: event.getFirstPropertyValue("status"),
    organizer: event.getFirstPropertyValue("organizer").replace("mailto:", ""),
    attendees: event.getAllProperties("attendee").map((a) => a.getFirstValue().replace("mailto:", "")),
    rings: event.getAllSubcomponents("valarm").map((a) => -a.getFirstPropertyValue("trigger").toSeconds() / 60),
    names: event.getAllProperties().map((property) => property.name.toUpperCase()),
  }));
  return { method: calendar.getFirstPropertyValue("method"), events };
}

const objects = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(objects.map(read)));
