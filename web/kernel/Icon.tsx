const paths = {
  home: 'M2 7.5 8 2.5l6 5M3.5 6.8V13.5h9V6.8M6.5 13.5v-4h3v4',
  list: 'M2.5 4l1 1 1.8-2M2.5 11l1 1 1.8-2M7.5 4.2h6M7.5 11.2h6',
  plan: 'M3.5 1.8h6.2l2.8 2.8v9.6h-9zM9.5 1.8v3h3M5.5 8h5M5.5 11h5',
  items: 'M2 3.5h7M4 8h8M7 12.5h7',
  grid: 'M2 2.5h12v11H2zM2 6.2h12M2 9.9h12M6 2.5v11M10 2.5v11',
  send: 'M14 2 7.2 8.8M14 2l-4.3 12-2.5-5.2L2 6.3z',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM6 8a2 2 0 1 0 4 0 2 2 0 1 0-4 0',
  horn: 'M2.5 6.5v3h2.5l5 3v-9l-5 3zM12.5 6a2.8 2.8 0 0 1 0 4',
  star: 'M8 2l1.8 3.8 4.2.5-3.1 2.8.8 4.1L8 11.2l-3.7 2 .8-4.1L2 6.3l4.2-.5z',
  sum: 'M2.5 13.5v-4M6.2 13.5v-7M9.8 13.5v-5M13.5 13.5v-10',
  book: 'M8 4C6.5 2.8 4 2.6 2 3v9.5c2-.4 4.5-.2 6 1 1.5-1.2 4-1.4 6-1V3c-2-.4-4.5-.2-6 1zM8 4v9.5',
  mail: 'M2 3.5h12v9H2zM2 4.5l6 4.5 6-4.5',
  rule: 'M3 2h7l3 3v9H3zM5.5 7h5M5.5 9.5h5M5.5 12h3',
  gear: 'M5.8 8a2.2 2.2 0 1 0 4.4 0 2.2 2.2 0 1 0-4.4 0M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4',
  people:
    'M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M11 3a2.3 2.3 0 0 1 0 4.300M12.5 9.800c1.3.6 2 1.9 2 3.7',
  find: 'M2.5 7a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0M10.5 10.5 14 14',
  clock: 'M2 8a6 6 0 1 0 12 0A6 6 0 1 0 2 8M8 4.500V8l2.5 1.8',
  lock: 'M3.5 7.500h9v6.500h-9zM5.5 7.500V5a2.5 2.5 0 0 1 5 0v2.5',
  more: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  clip: 'M12.5 7.5 7.8 12.200a2.8 2.8 0 0 1-4-4l5.3-5.300a1.9 1.9 0 0 1 2.7 2.700l-5 5a.9.9 0 0 1-1.3-1.300l4.3-4.3',
  print: 'M4 6V2h8v4M4 12H2V6h12v6h-2M4.5 9.500h7V14h-7z',
  cross: 'M3.5 3.500l9 9M12.5 3.500l-9 9',
  tick: 'M2.5 8.500l3.5 3.5 7.5-8',
  warning: 'M8 2 15 14H1zM8 6.500v3.500M8 12v.1',
  refused: 'M2 8a6 6 0 1 0 12 0A6 6 0 1 0 2 8M4 12 12 4',
  undo: 'M3 6h7a3.5 3.5 0 0 1 0 7H6M3 6l3-3M3 6l3 3',
  triangle: 'M8 3 14 13H2z',
  right: 'M6 3l5 5-5 5',
  down: 'M3 6l5 5 5-5',
} as const

export type IconName = keyof typeof paths

/** A line drawing beside words; never alone, and silent to a screen reader. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}

/** The mark: a balance. */
export function Mark() {
  return (
    <svg
      viewBox="0 0 32 32"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
      strokeLinecap="round"
    >
      <path d="M16 5v21M9 27h14M4 9.5h24" />
      <path
        d="M4 18a4.5 4.5 0 0 0 9 0L8.5 9.5zM19 18a4.5 4.5 0 0 0 9 0L23.5 9.5z"
        strokeWidth="1.8"
        strokeLinejoin="round"
      />
    </svg>
  )
}
