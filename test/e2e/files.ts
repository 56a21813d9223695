import { readFile } from 'node:fs/promises'

const data = (name: string) => new URL(`../../data/${name}`, import.meta.url)

export const cityTable = { name: 'municipal-indicators-2010.xlsx', path: data('municipal-indicators-2010.xlsx') }

/** What a story chooses in a field for files. */
export const upload = (name: string, content: Buffer | string) => ({
  name,
  mimeType: name.endsWith('.csv') ? 'text/csv' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer: Buffer.from(content),
})

/** The daily file as far as the last of October 2025, the lines of that year alone. */
export async function dailyPassengers(): Promise<string[]> {
  const lines = (await readFile(data('hk-immigration-daily-passengers-2023-2025.csv'), 'utf8')).split(/\r?\n/)
  const [header = '', ...rest] = lines
  const isKnown = (line: string) => {
    const [day = '', month = '', year = ''] = line.slice(0, 10).split('-')
    return year === '2025' && `${year}-${month}-${day}` <= '2025-10-31'
  }
  return [header, ...rest.filter(isKnown)]
}
