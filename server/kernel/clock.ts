const inShanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

export type Clock = {
  /** The day of the office's clock, in its time zone. */
  readonly today: string
  /** The instant that history records as `occurredAt`: the office's day at the present time of day. */
  readonly now: string
}

/** `clockDay` is the row that demo and tests move; without it the office lives in the real day. */
export function clockAt(clockDay: string | null, real: Date = new Date()): Clock {
  const [day, time] = inShanghai.format(real).split(' ') as [string, string]
  const today = clockDay ?? day
  const milliseconds = String(real.getMilliseconds()).padStart(3, '0')
  return { today, now: new Date(`${today}T${time}.${milliseconds}+08:00`).toISOString() }
}

/** The day and the time of day of an instant in the office: { day: '2025-11-06', time: '10:42' }. */
export function inOffice(instant: string): { day: string; time: string } {
  const [day, time] = inShanghai.format(new Date(instant)).split(' ') as [string, string]
  return { day, time: time.slice(0, 5) }
}
