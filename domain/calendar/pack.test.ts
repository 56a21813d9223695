import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  basisOn,
  citation,
  inForce,
  RulePack,
  settingKeys,
  settingSchemas,
  settingsOn,
} from '#domain/kernel/settings.ts'
import { dueDays } from './dueDays.ts'
import { parseHolidays } from './workingDays.ts'

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
const pack = (name: string) => RulePack.parse(JSON.parse(read(`packs/${name}.json`)))
const shenzhen = pack('shenzhen')
const example = pack('example')
const holidays = parseHolidays(read('data/cn-holidays-2009-2026.csv'))

describe.each([
  ['shenzhen', shenzhen],
  ['example', example],
])('the rule pack %s', (name, rules) => {
  test('is named after its file', () => expect(rules.name).toBe(name))

  test('has every setting and no other', () => {
    expect(Object.keys(rules.settings).toSorted()).toEqual(settingKeys.toSorted())
  })

  test.each(settingKeys)('gives %s allowed values, in order, from 2010', (key) => {
    const values = rules.settings[key]?.values ?? []
    for (const { value } of values) expect(settingSchemas[key].safeParse(value)).toMatchObject({ success: true })
    expect(values[0]?.from).toBe('2010-01-01')
    expect(new Set(values.map(({ from }) => from)).size).toBe(values.length)
    expect(values.map(({ from }) => from)).toEqual(values.map(({ from }) => from).toSorted())
  })

  test('has settings, cards and statements for a day, in both languages', () => {
    expect(settingsOn(rules, {}, '2026-01-01')['card.redAfterWorkingDays']).toBeGreaterThan(0)
    const words = [
      rules.title,
      ...Object.values(rules.settings).map((setting) => setting.name),
      ...Object.values(rules.cards),
      ...Object.values(rules.dimensions),
      ...Object.values(rules.statements).flatMap((versions) => versions.map(({ text }) => text)),
    ]
    for (const { zh, en } of words) {
      expect(zh).toMatch(/\p{Script=Han}/u)
      expect(en).toMatch(/^[A-Za-z0-9 ,.:;()%'-]+$/)
    }
  })

  test('numbers its statements as they come into force', () => {
    expect(Object.keys(rules.statements)).toEqual(['art28', 'art29', 'handover'])
    for (const versions of Object.values(rules.statements))
      expect(versions.map(({ number }) => number)).toEqual(versions.map((_, index) => index + 1))
  })

  test('binds every action on every day since 2010', () => {
    for (const key of Object.keys(rules.bases)) expect(inForce(rules.bases[key] ?? [], '2010-01-01'), key).toBeDefined()
  })
})

test('both packs bind the same actions', () => {
  expect(Object.keys(example.bases)).toEqual(Object.keys(shenzhen.bases))
})

describe('an article is cited for what it says', () => {
  const regulation = read('docs/regulation/shenzhen-port-office-rules.txt')
  const numerals = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']
  const chinese = (n: number) =>
    `${n < 10 ? '' : n < 20 ? '十' : `${numerals[Math.floor(n / 10)]}十`}${numerals[n % 10]}`
  const sections = regulation.split(/^[^\S\n]*(?=第[一二三四五六七八九十]+[条章]\s)/m)
  const articleText = (n: number) => sections.find((section) => section.startsWith(`第${chinese(n)}条`)) ?? ''

  // The words of the article that carry the action. A binding without a line here fails.
  const says: Record<string, string> = {
    'organization.leadingGroup': '成立政府绩效评估与管理工作领导小组',
    'organization.performanceOffice': '领导小组下设办公室',
    'planCall.issue': '提出下一年度办绩效工作方案的编制要求',
    'planCall.incorporate': '办秘书处将其纳入编制年终总结和制订下一年度工作计划要求',
    'divisionPlan.draft': '制订本处年度绩效工作方案',
    'plan.importIndicators': '按照全市年度政府绩效管理方案',
    'plan.allot': '协调评估指标的任务分解',
    'plan.call': '提出下一年度办绩效工作方案的编制要求',
    'plan.incorporate': '办秘书处将其纳入编制年终总结和制订下一年度工作计划要求',
    'plan.divisionDraft': '制订本处年度绩效工作方案',
    'plan.divisionSubmit': '根据办年度绩效工作方案编制要求',
    'plan.divisionContent': '在制订本处年度工作计划的同时',
    'plan.workPlan': '与全办年度工作计划制订相结合',
    'plan.create': '草拟办年度绩效工作方案',
    'plan.draft': '方案中列明评估事项责任处和协调处',
    'plan.itemContent': '各阶段的考核评价标准、评价方法及指标数据报送方式',
    'plan.itemDivisions': '方案中列明评估事项责任处和协调处',
    'plan.chapters': '评估标准、评估程序及指标数据报送要求',
    'plan.consult': '征求各处意见',
    'plan.comment': '征求各处意见',
    'plan.revise': '修改完善',
    'plan.submitForDecision': '报办领导小组审定',
    'plan.decide': '办领导小组审定',
    'plan.opine': '办领导小组审定',
    'plan.issue': '每年发布的办年度绩效工作方案',
    'specialTask.plan': '责任处接到任务后应及时制订工作计划',
    'specialTask.approve': '经办领导审核同意',
    'specialTask.include': '由办绩效办将其纳入年度绩效工作方案',
    'whitePaper.offer': '按时将拟报项目、工作进度等细化内容报办绩效办',
    'whitePaper.compile': '按要求制定年度公共服务白皮书',
    'whitePaper.decide': '经办领导小组审定',
    'whitePaper.review': '上报市分管领导审核',
    'whitePaper.publish': '报市公报室对外公布',
    'whitePaper.file': '报市绩效办备案',
    'collectionPlan.make': '制定指标数据的收集报送工作计划',
    'collectionPlan.force': '制定指标数据的收集报送工作计划',
    'template.save': '按照市数据采集责任单位的具体要求',
    'template.force': '按照市数据采集责任单位的具体要求',
    'duty.collect': '明确细化指标数据报送要求',
    'duty.accept': '及时收集汇总各处提供的数据资料',
    'report.assemble': '收集汇总各处提供的数据资料',
    'duty.offer': '及时向协调处提供所承担评估事项的指标数据资料',
    'duty.sign': '真实性、准确性、规范性和时效性负责',
    'duty.registerOnBehalf': '利用现有的报送渠道',
    'report.sign': '对数据汇总后的准确性、内容的规范性和报送的时效性负责',
    'report.send': '由协调处向市数据采集责任单位报送',
    'opinion.record': '及时了解数据采集责任单位对我办相关事项的评估意见',
    'contact.record': '与市级数据采集责任单位沟通联系',
    'opinion.feedBack': '及时掌握和反馈数据采集责任单位对我办评估事项的评估意见',
    'opinion.note': '及时与各处沟通协调，掌握我办绩效动态',
    'problem.own': '及时协调解决数据报送过程中出现的问题',
    'inspection.plan': '对全办绩效评估总体情况实施日常监督检查',
    'inspection.notify': '有针对性地开展专项检查',
    'inspection.acknowledge': '各受检处应密切配合，协助办绩效办开展监督检查工作',
    'inspection.begin': '对全办绩效评估总体情况实施日常监督检查',
    'inspection.judge': '评估事项绩效状况的监督检查及指标数据报送工作的监督检查',
    'inspection.find': '评估事项绩效状况的监督检查及指标数据报送工作的监督检查',
    'inspection.reply': '各受检处应密切配合，协助办绩效办开展监督检查工作',
    'inspection.settle': '及时发现和尽早解决政府绩效评估与管理工作当中存在的问题',
    'inspection.conclude': '对全办绩效评估总体情况实施日常监督检查',
    'inspection.template': '对全办绩效评估总体情况实施日常监督检查',
    'conformity.record': '配合市绩效办开展指标数据的符合性验证',
    'conformity.demand': '配合市绩效办开展指标数据的符合性验证',
    'conformity.handIn': '配合市绩效办开展指标数据的符合性验证',
    'conformity.send': '配合市绩效办开展指标数据的符合性验证',
    'conformity.visit': '配合市绩效办开展指标数据的符合性验证',
    'conformity.result': '配合市绩效办开展指标数据的符合性验证',
    'conformity.close': '配合市绩效办开展指标数据的符合性验证',
    'selfCheck.draw': '对全办各项绩效评估指标数据报送情况进行监督检查',
    'selfCheck.ask': '对全办各项绩效评估指标数据报送情况进行监督检查',
    'selfCheck.evidence': '各受检处应密切配合，协助办绩效办开展监督检查工作',
    'selfCheck.judge': '评估事项绩效状况的监督检查及指标数据报送工作的监督检查',
    'selfCheck.conclude': '对全办各项绩效评估指标数据报送情况进行监督检查',
    'problem.solve': '及时协调解决数据报送过程中出现的问题',
    urge: '对全办各项绩效评估指标数据报送情况进行监督检查',
    supervision: '由办绩效办负责督查督办',
    'supervision.open': '由办绩效办负责督查督办',
    'supervision.assign': '由办绩效办负责督查督办',
    'supervision.accept': '由办绩效办负责督查督办',
    'supervision.close': '由办绩效办负责督查督办',
    'supervision.urge': '及时与各处沟通协调，掌握我办绩效动态',
    'supervision.openIssue': '及时协调解决数据报送过程中出现的问题',
    'progress.check': '对评估事项进行监督检查',
    'progress.measureDone': '对评估事项进行监督检查',
    'progress.report': '组织落实评估事项',
    'progress.judge': '对评估事项的实施情况和数据报送情况进行跟踪检查',
    'progress.track': '对评估事项的实施情况和数据报送情况进行跟踪检查',
    'progress.judgeUnclaimed': '对评估事项的实施情况和数据报送情况进行跟踪检查',
    'inspection.daily': '实施日常监督检查',
    'inspection.special': '有针对性地开展专项检查',
    'verification.cooperate': '配合市绩效办开展指标数据的符合性验证',
    'rectification.note': '及时发现和尽早解决',
    'rectification.answerNote': '各受检处应密切配合',
    'rectification.draft': '要求其立即整改',
    'rectification.issue': '要求其立即整改',
    'rectification.inform': '将情况报办领导小组',
    'rectification.escalate': '将情况报办领导小组',
    'rectification.propose': '报办领导小组研究决定',
    'rectification.decide': '报办领导小组研究决定',
    'bulletin.issue': '定期发布绩效工作通报',
    'bulletin.draft': '定期发布绩效情况通报',
    'briefing.ticket': '评估事项纳入办督查督办范围',
    'briefing.submit': '及时向办领导小组汇报全办绩效工作情况',
    'survey.run': '组织针对我办的公众满意度调查',
    'evaluation.cooperate': '配合市绩效办开展对我办的客观评估',
    'evaluation.brief': '及时向办领导小组汇报我办的客观评估和满意度评估情况',
    'divisionReport.write': '各处年度绩效报告的主要内容',
    'officeReport.compile': '编制全办年度绩效工作报告',
    'cityResult.circulate': '向全办各处通报市绩效办对我办年度绩效的评估结果',
    'officeReport.decide': '经办领导小组审定',
    'officeReport.publish': '向全办公布',
    'outcome.commend': '给予通报表扬',
    'outcome.nominateExcellent': '可推荐评为优秀等级',
    'outcome.decideSerious': '报办领导小组研究决定',
    'outcome.criticize': '视情况给予通报批评',
    'outcome.orderRectification': '责令限期整改',
    'outcome.advise': '建议主要责任人在全办公务员、雇员年度考核中不能被评为优秀',
    'outcome.decide': '给予相应表彰奖励或批评处罚',
    'complaint.receive': '受理本办绩效评估与管理工作投诉',
    'guidance.draftRegulation': '拟定全办政府绩效评估与管理工作制度',
    'guidance.research': '绩效评估与管理工作调研',
    'guidance.publicity': '宣传培训',
    'guidance.train': '宣传培训',
    'guidance.interpret': '由办绩效办负责解释',
  }
  const bound = Object.entries(shenzhen.bases).flatMap(([key, bases]) =>
    bases.flatMap((basis) => (basis.kind === 'article' ? [[key, basis.article] as const] : [])),
  )

  test.each(bound)('%s: Art. %i', (key, article) => {
    expect(says[key], key).toBeDefined()
    expect(articleText(article)).toContain(says[key])
  })

  test('all forty-three articles are found in the text, and no forty-fourth', () => {
    const found = Array.from({ length: 44 }, (_, index) => articleText(index + 1) !== '')
    expect(found).toEqual([...Array.from({ length: 43 }, () => true), false])
  })

  test('a city rule is cited by a short name, the rest is the system', () => {
    const tail = (key: string) => citation(basisOn(shenzhen, key, '2026-01-01')).zh
    expect(tail('duty.sign')).toBe('第28条')
    expect(tail('duty.nilReturn')).toBe('市数据采集规则第9条')
    expect(tail('card.red')).toBe('市数据采集规则第12条')
    expect(tail('report.review')).toBe('市数据采集规则第11条')
    expect(tail('duty.takeBack')).toBe('系统规则')
    expect(Object.values(example.bases).flat()).not.toContainEqual(expect.objectContaining({ kind: 'article' }))
  })
})

describe('what is known has a source, what is open is an office default', () => {
  const known = [
    'card.earlyWarningWorkingDays',
    'card.redAfterWorkingDays',
    'collection.halfYearDueOn',
    'collection.monthlyDueWorkingDays',
    'collection.quarterlyDueWorkingDays',
    'collection.yearlyDueOn',
    'plan.toCityWorkingDays',
  ]
  const sourced = (rules: typeof shenzhen) =>
    settingKeys.filter((key) => rules.settings[key]?.values.some(({ source }) => source !== null)).toSorted()

  test('Shenzhen', () => expect(sourced(shenzhen)).toEqual(known))
  test('the invented city has no source at all', () => expect(sourced(example)).toEqual([]))
})

describe('another city runs by data alone', () => {
  const under = (rules: typeof shenzhen, today: string) => settingsOn(rules, {}, today)

  test('the same month is due, warned and carded on other days', () => {
    expect(dueDays('2025-10', under(shenzhen, '2025-11-01'), holidays)).toMatchObject({
      earlyWarningOn: '2025-10-31',
      externalDueOn: '2025-11-07',
      redOn: '2025-11-11',
    })
    expect(dueDays('2025-10', under(example, '2025-11-01'), holidays)).toMatchObject({
      earlyWarningOn: '2025-11-06',
      externalDueOn: '2025-11-12',
      redOn: '2025-11-17',
    })
  })

  test('a value holds from its day on', () => {
    expect(under(example, '2023-12-31')['collection.monthlyDueWorkingDays']).toBe(6)
    expect(under(example, '2024-01-01')['collection.monthlyDueWorkingDays']).toBe(8)
    expect(inForce(example.statements.art28 ?? [], '2024-01-01')?.number).toBe(2)
  })

  test('cards have other names, and internal days their own cards', () => {
    expect(example.cards.red.zh).not.toBe(shenzhen.cards.red.zh)
    expect(under(example, '2025-11-01')['card.internalCards']).toBe(true)
    expect(under(shenzhen, '2025-11-01')['card.internalCards']).toBe(false)
  })
})
