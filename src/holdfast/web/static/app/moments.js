// Moments stand in UTC on every page; here they are told by the clock of the room as well.

const pad = (number) => String(number).padStart(2, "0");

/** The offset of a clock, such as +04:00, from the minutes that it is behind UTC. */
export function offset(minutesBehind) {
  const minutes = Math.abs(minutesBehind);
  return `${minutesBehind > 0 ? "-" : "+"}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** The hour of a moment by a clock that is so many minutes behind UTC, with the day where it is another. */
export function here(moment, minutesBehind) {
  const there = new Date(moment.getTime() - minutesBehind * 60_000);
  const hour = `${pad(there.getUTCHours())}:${pad(there.getUTCMinutes())}`;
  const isSameDay = there.getUTCDate() === moment.getUTCDate();
  return isSameDay ? hour : `${there.getUTCDate()} ${MONTHS[there.getUTCMonth()]}, ${hour}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
