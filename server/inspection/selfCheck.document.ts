import { shortPeriodText } from '#domain/calendar/periods.ts'
import { outcomes } from '#domain/inspection/check.ts'
import type { SelfCheck } from '#domain/inspection/selfCheck.api.ts'
import {
  intervalOfTally,
  intervalSentence,
  sampleMethods,
  tallySentence,
  valueJudgements,
} from '#domain/inspection/selfCheck.ts'
import { inLanguage, type Language } from '#domain/kernel/text.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import type { Download } from '#server/kernel/routes.ts'

/** A sample with how it was drawn, so that anybody can draw it again. */
export async function sampleFile(selfCheck: SelfCheck, language: Language): Promise<Download> {
  const say = (zh: string, en: string) => inLanguage({ zh, en }, language)
  const { title, seed, method, tally, populationDigest, values, state } = selfCheck
  const { extension, mediaType: type } = fileTypes.xlsx
  const interval = state === 'concluded' ? intervalOfTally(tally) : undefined
  const headings = [
    [say('序号', 'No.'), 6],
    [say('指标', 'Indicator'), 36],
    [say('期间', 'Period'), 14],
    [say('数值', 'Value'), 16],
    [say('单位', 'Unit'), 8],
    [say('责任处', 'Responsible'), 20],
    [say('协调处', 'Coordinating'), 20],
    [say('判定', 'Judgement'), 12],
    [say('说明', 'Words'), 40],
    [say('处理方式', 'Outcome'), 14],
    [say('填报编号', 'Submission'), 38],
    ['SHA-256', 66],
  ] as const
  const content = await writeWorkbook([
    {
      ...{ name: say('样本', 'Sample'), title },
      columns: headings.map(([heading, width]) => ({ heading, width })),
      rows: values.map((row) => [
        String(row.number),
        row.indicator,
        inLanguage(shortPeriodText(row.period), language),
        row.value,
        row.unit,
        inLanguage(row.responsibleDivision.name, language),
        inLanguage(row.coordinatingDivision.name, language),
        row.judgement && inLanguage(valueJudgements[row.judgement], language),
        row.words,
        row.outcome && inLanguage(outcomes[row.outcome], language),
        row.submissionId,
        row.hash,
      ]),
    },
    {
      name: say('抽样', 'Drawing'),
      columns: [
        { heading: say('项目', 'What'), width: 20 },
        { heading: say('内容', 'Value'), width: 100 },
      ],
      rows: [
        [say('种子', 'Seed'), seed],
        [say('方法', 'Method'), inLanguage(sampleMethods[method], language)],
        [say('总体', 'Population'), String(tally.population)],
        [say('样本量', 'Size'), String(tally.drawn)],
        [say('总体摘要', 'Digest of the population'), populationDigest],
        ...(interval
          ? [
              [say('结果', 'Result'), inLanguage(tallySentence(tally), language)],
              [say('区间', 'Interval'), inLanguage(intervalSentence(tally, interval), language)],
            ]
          : []),
      ],
    },
  ])
  return { name: `${title}.${extension}`, type, content }
}
