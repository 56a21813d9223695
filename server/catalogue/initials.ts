/** The first letters of a name's pinyin, letters and digits as they are, for searching: 通关时间 is tgsj. */
export async function initialsOf(name: string): Promise<string> {
  const [initials = ''] = await initialsOfAll([name])
  return initials
}

/** The same for many names. */
export async function initialsOfAll(names: readonly string[]): Promise<string[]> {
  // read at the first name: its dictionary would take its time from every start
  const { pinyin } = await import('pinyin-pro')
  return names.map((name) =>
    pinyin(name.normalize('NFKC'), { pattern: 'first', toneType: 'none', type: 'array' })
      .join('')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ''),
  )
}
