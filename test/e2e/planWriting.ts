import type { Page } from '@playwright/test'
import { choose, type Say } from './words.ts'

// How the item of the story from the city's table to the duties is written.

export async function writeItem(page: Page, say: Say): Promise<void> {
  const fill = (label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value)
  await fill(say('编号', 'Code'), 'KA-2026-01')
  await fill(say('权重', 'Weight'), '100')
  await choose(page, say('主要责任人', 'Main responsible person'), say('苏文澜（秘书处）', '苏文澜（Secretariat）'))
  await fill(say('年度目标', 'Yearly goal'), '全年完成率不低于95%')
  await choose(page, say('评价方法', 'Method'), say('按完成率', 'Completion rate'))
  await page.getByRole('button', { name: say('按季度拆分', 'One for each quarter') }).click()
  for (const n of [1, 2, 3, 4]) {
    const phase = page.getByRole('group', { name: say(`第${n}阶段`, `Phase ${n}`) })
    await phase.getByLabel(say('目标', 'Goal'), { exact: true }).fill(`完成${n * 25 - 5}%以上`)
    if (n < 4) await phase.getByLabel(say('考核标准', 'Criterion')).fill(`完成${n * 25 - 5}%以上为达到`)
  }
}

export const joint = '口岸窗口一次办结率'

/** The first land ports division shares the item. */
export async function shareItem(page: Page, say: Say): Promise<void> {
  await page.getByRole('button', { name: say('增加配合处', 'Add a division') }).click()
  const share = page.getByRole('group', { name: say('配合处1', 'Co-responsible division 1') })
  await choose(share, say('配合处1', 'Division 1'), say('陆路口岸一处', 'First Land Ports Division'))
  await share.getByLabel(say('本处目标', 'Its goal')).fill('窗口一次办结率不低于90%')
}

/** An indicator that the division owes, not the lead. */
export async function writeJointIndicator(page: Page, say: Say): Promise<void> {
  await page.getByRole('button', { name: say('增加指标', 'Add an indicator') }).click()
  const indicator = page.getByRole('group', { name: new RegExp(`^${say('指标2', 'Indicator 2')}`) })
  await indicator.getByLabel(say('名称', 'Name'), { exact: true }).fill(joint)
  await indicator.getByLabel(say('单位', 'Unit'), { exact: true }).fill('%')
  const option = say('陆路口岸一处（配合）', 'First Land Ports Division (shares)')
  await choose(indicator, say('责任处', 'Responsible division'), option)
}
