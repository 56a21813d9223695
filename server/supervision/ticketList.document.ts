import { inLanguage, joinTexts, type Language } from '#domain/kernel/text.ts'
import type { TicketRow } from '#domain/supervision/ticket.api.ts'
import { ticketNumber, ticketSources, ticketStates } from '#domain/supervision/ticket.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import type { Download } from '#server/kernel/routes.ts'

/** The list of tickets as a workbook, in the words of the page. */
export async function ticketListFile(rows: readonly TicketRow[], year: number, language: Language): Promise<Download> {
  const say = (zh: string, en: string) => inLanguage({ zh, en }, language)
  const title = say(`${year}年度督办件`, `Tickets ${year}`)
  const headings = [
    [say('编号', 'Number'), 18],
    [say('督办事由', 'Subject'), 40],
    [say('来源', 'Source'), 18],
    [say('牵头处', 'Lead'), 20],
    [say('其他承办处', 'Other divisions'), 34],
    [say('办结期限', 'Due'), 12],
    [say('状态', 'State'), 18],
    [say('逾期', 'Late'), 10],
    [say('立项日', 'Opened'), 12],
    [say('销号日', 'Closed'), 12],
  ] as const
  const { extension, mediaType: type } = fileTypes.xlsx
  const names = (row: TicketRow, isLead: boolean) => {
    const of = row.divisions.filter((division) => division.isLead === isLead)
    return inLanguage(joinTexts(of.map(({ name }) => name)), language)
  }
  const content = await writeWorkbook([
    {
      ...{ name: say('督办件', 'Tickets'), title },
      columns: headings.map(([heading, width]) => ({ heading, width })),
      rows: rows.map((row) => [
        row.number === null ? null : ticketNumber(row.year, row.number),
        row.title,
        inLanguage(ticketSources[row.source], language),
        names(row, true),
        names(row, false),
        row.dueOn,
        inLanguage(ticketStates[row.state], language),
        row.isLate || row.isOverdue ? say('逾期', 'late') : null,
        row.openedAt.slice(0, 10),
        row.closedAt?.slice(0, 10) ?? null,
      ]),
    },
  ])
  return { name: `${title}.${extension}`, type, content }
}
