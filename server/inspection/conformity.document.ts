import { aspects } from '#domain/inspection/check.ts'
import type { ConformityRow } from '#domain/inspection/conformity.api.ts'
import { conformityResults, conformityStates } from '#domain/inspection/conformity.ts'
import { inLanguage, type Language } from '#domain/kernel/text.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import type { Download } from '#server/kernel/routes.ts'

/** A year's verifications as a workbook, in the words of the page. */
export async function conformityFile(
  rows: readonly ConformityRow[],
  year: number,
  language: Language,
): Promise<Download> {
  const say = (zh: string, en: string) => inLanguage({ zh, en }, language)
  const title = say(`${year}年度符合性验证`, `Conformity verifications of ${year}`)
  const { extension, mediaType: type } = fileTypes.xlsx
  const headings = [
    [say('名称', 'Title'), 40],
    [say('方面', 'Aspect'), 20],
    [say('单位', 'Unit'), 24],
    [say('来文', 'Document'), 30],
    [say('收到日', 'Requested on'), 12],
    [say('期限', 'Due on'), 12],
    [say('材料', 'Materials'), 10],
    [say('已交', 'Handed in'), 10],
    [say('状态', 'State'), 16],
    [say('结果', 'Result'), 16],
    [say('结果日', 'Result on'), 12],
  ] as const
  const content = await writeWorkbook([
    {
      ...{ name: say('符合性验证', 'Verifications'), title },
      columns: headings.map(([heading, width]) => ({ heading, width })),
      rows: rows.map((row) => [
        row.title,
        inLanguage(aspects[row.aspect], language),
        inLanguage(row.body.name, language),
        row.document,
        row.requestedOn,
        row.dueOn,
        String(row.materials),
        String(row.handedIn),
        inLanguage(conformityStates[row.state], language),
        row.result && inLanguage(conformityResults[row.result], language),
        row.resultOn,
      ]),
    },
  ])
  return { name: `${title}.${extension}`, type, content }
}
