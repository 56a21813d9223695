import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { listItems } from '#domain/plan/item.api.ts'
import { expect, type Office, test } from './office.ts'
import { chips, choose, languagesBeside, sayIn } from './words.ts'

/** An item of the First Land Ports Division that the Clearance Coordination Division coordinates. */
async function itemOf({ client }: Office): Promise<string> {
  const officer = await client.as('fangjiming')
  const { rows } = await officer.do(listItems, { query: { year: 2025, limit: 200 } })
  const found = rows.find(
    ({ responsibleDivision, coordinatingDivision }) =>
      responsibleDivision?.name.zh === '陆路口岸一处' && coordinatingDivision?.name.zh === '通关协调处',
  )
  if (!found) throw new Error('no such item in the demo office')
  return `/items/${found.id}`
}

const isSound = async (page: Page): Promise<void> => {
  await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toBeAttached()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wider).toBeLessThanOrEqual(0)
}

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`an opinion of a unit is recorded, answered by the division and sent on (${language})`, async ({
    as,
    office,
  }) => {
    const path = await itemOf(office)
    const coordinator = await as('fangjiming', { language })

    await test.step('the coordinating division records it on the page of the item', async () => {
      await coordinator.goto(path)
      await coordinator.getByRole('button', { name: say('登记评估意见…', 'Record an opinion…') }).click()
      const dialog = coordinator.getByRole('dialog')
      await choose(dialog, say('来自', 'From'), say('市统计局', 'Municipal statistics bureau'))
      await dialog.getByLabel(say('意见', 'Opinion'), { exact: true }).fill('10月旅客口径请附说明')
      await isSound(coordinator)
      await dialog.getByRole('button', { name: say('登记评估意见', 'Record an opinion') }).click()
      await expect(coordinator.locator('#opinions')).toContainText('10月旅客口径请附说明')
    })

    await test.step('the responsible division answers from its to-dos, on a phone', async () => {
      const officer = await as('zhouyining', { language, width: 360 })
      await officer.goto('/todos')
      await officer
        .getByRole('link', { name: new RegExp(say('拟写答复', 'Write the answer')) })
        .first()
        .click()
      await expect(chips(officer)).toContainText(say('待答复', 'To be answered'))
      await isSound(officer)
      await officer.getByRole('button', { name: say('拟写答复…', 'Write the answer…') }).click()
      const dialog = officer.getByRole('dialog')
      await dialog.getByLabel(say('答复', 'Answer'), { exact: true }).fill('口径说明见附件')
      await dialog.getByRole('button', { name: say('拟写答复', 'Write the answer') }).click()
      await expect(chips(officer)).toContainText(say('待转送', 'to be sent on'))
    })

    await test.step('the coordinating division sends it on; the performance office has read it', async () => {
      await coordinator.goto('/opinions')
      await coordinator.getByRole('link', { name: '10月旅客口径请附说明' }).click()
      await coordinator.getByRole('button', { name: say('转送答复…', 'Send the answer on…') }).click()
      const dialog = coordinator.getByRole('dialog')
      await dialog.getByRole('button', { name: say('转送答复', 'Send the answer on') }).click()
      await expect(chips(coordinator)).toContainText(say('已转送答复', 'Answer sent'))
      const staff = await as('linzhixia', { language })
      await staff.goto(new URL(coordinator.url()).pathname)
      await staff.getByRole('button', { name: say('已阅', 'Mark as read') }).click()
      await expect(staff.getByRole('main')).toContainText(say('林知夏', 'read by 林知夏'))
      await isSound(staff)
    })
  })

  test(`a problem in reporting is raised, owned and solved (${language})`, async ({ as, office }) => {
    const path = await itemOf(office)

    await test.step('the responsible division raises it', async () => {
      const officer = await as('zhouyining', { language })
      await officer.goto(path)
      await officer.getByRole('button', { name: say('提出问题…', 'Raise a problem…') }).click()
      const dialog = officer.getByRole('dialog')
      await dialog.getByLabel(say('问题', 'Problem'), { exact: true }).fill('客流文件缺两天')
      await dialog.getByLabel(say('说明', 'Description')).fill('10月12日、13日没有数据')
      await dialog.getByRole('button', { name: say('提出问题', 'Raise a problem') }).click()
      await expect(officer.locator('#problems')).toContainText('客流文件缺两天')
    })

    await test.step('the performance office names the owner', async () => {
      const staff = await as('linzhixia', { language })
      await staff.goto('/problems')
      await staff.getByRole('link', { name: '客流文件缺两天' }).click()
      await staff.getByRole('button', { name: say('明确承办…', 'Assign…') }).click()
      const dialog = staff.getByRole('dialog')
      await choose(dialog, say('承办处', 'Owner'), say('信息化处', 'Information Division'))
      await dialog.getByRole('button', { name: say('明确承办', 'Assign') }).click()
      await expect(chips(staff)).toContainText(say('办理中', 'Being worked on'))
      await isSound(staff)
    })

    await test.step('the owner solves it from the to-dos', async () => {
      const owner = await as('bailuxi', { language, width: 360 })
      await owner.goto('/todos')
      await owner
        .getByRole('link', { name: new RegExp(say('解决', 'Solve')) })
        .first()
        .click()
      await expect(chips(owner)).toContainText(say('办理中', 'Being worked on'))
      await isSound(owner)
      await owner.getByRole('button', { name: say('解决…', 'Solve…') }).click()
      const dialog = owner.getByRole('dialog')
      await dialog.getByLabel(say('解决情况', 'What was done')).fill('文件已补齐并重新导入')
      await dialog.getByRole('button', { name: say('解决', 'Solve') }).click()
      await expect(chips(owner)).toContainText(say('已解决', 'Solved'))
      await owner.goto('/problems')
      await isSound(owner)
    })
  })
}
