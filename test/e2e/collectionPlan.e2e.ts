import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { listDuties } from '#domain/collection/duty.api.ts'
import { staffOf } from '#tools/demo-office/people.ts'
import { expect, type Office, test } from './office.ts'
import { chips, choose, heading, languagesBeside, sayIn } from './words.ts'

const indicator = '有效投诉按期办结率'
const unit = { zh: '市法制办', en: 'Municipal legal affairs office' }

const isSound = async (page: Page): Promise<void> => {
  await expect(page.locator('.skeleton')).toHaveCount(0)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wider).toBeLessThanOrEqual(0)
}

async function novemberOf({ client }: Office): Promise<string> {
  const officer = await client.as(staffOf.FG.officer)
  const { rows } = await officer.do(listDuties, { query: { year: 2025, period: '2025-11' } })
  const found = rows.find((row) => row.indicator.name === indicator)
  if (!found) throw new Error('no such duty in November')
  return found.id
}

for (const language of languagesBeside) {
  const say = sayIn(language)
  const button = (page: Page, zh: string, en: string) => page.getByRole('button', { name: say(zh, en) })

  test(`a collection plan is drafted, previewed and put in force: the division sees its new day (${language})`, async ({
    as,
    office,
  }) => {
    const officer = await as(staffOf.TG.officer, { language })
    const main = officer.getByRole('main')

    await test.step('the list says where a plan is missing; the indicator is asked on the default form', async () => {
      await officer.goto('/duties?year=2025')
      await officer.getByRole('link', { name: say('收集报送工作计划', 'Collection plans'), exact: true }).click()
      await expect(heading(officer, say('2025年度收集报送工作计划', 'Collection plans 2025'))).toBeVisible()
      const row = (name: string) => officer.getByRole('row').filter({ hasText: name })
      await expect(row('组合港新增航线')).toContainText(say('第1版', 'Version 1'))
      await expect(row(indicator)).toContainText(say('未定', 'None'))
      await isSound(officer)
      await choose(officer, say('数据采集责任单位', 'Collecting unit'), say(unit.zh, unit.en))
      await expect(row('组合港新增航线')).toHaveCount(0)
      await officer.getByRole('link', { name: indicator }).click()
      await expect(main).toContainText(say('还没有收集报送工作计划', 'There is no plan for this indicator'))
      await isSound(officer)
    })

    await test.step('its officer drafts one from the plan of another indicator, and makes it its own', async () => {
      await button(officer, '拟定新版本', 'Begin a version').click()
      const dialog = officer.getByRole('dialog')
      await dialog.getByText(say('沿用其他指标的计划', 'From the plan of another indicator')).click()
      await dialog.getByRole('combobox').click()
      await officer
        .locator('.ant-select-dropdown:visible')
        .getByText(/组合港新增航线/)
        .click()
      await isSound(officer)
      await button(officer, '拟定新版本', 'Begin a version').last().click()
      await expect(chips(officer)).toContainText(say('拟稿', 'Draft'))
      const fields = officer.getByRole('group')
      await expect(fields).toHaveCount(2)
      for (const left of [1, 0]) {
        await button(officer, '删去字段', 'Remove the field').first().click()
        await expect(fields).toHaveCount(left)
      }
      await expect(main.getByText(say('有改动未保存', 'Not saved yet'))).toBeVisible()
    })

    const field = (name: string) => officer.getByRole('group').filter({ hasText: name })

    await test.step('a required number and a choice; what is faulty stands beside its field, live', async () => {
      await button(officer, '增加字段', 'Add a field').click()
      await officer.keyboard.type('有效投诉件数')
      const count = field('有效投诉件数')
      await count.getByLabel(say('单位', 'Unit'), { exact: true }).fill('件')
      await count.getByLabel(say('小数位数', 'Decimals')).fill('0')
      await button(officer, '增加校验', 'Add a check').last().click()
      await button(officer, '增加字段', 'Add a field').click()
      await officer.keyboard.type('办理情况')
      const course = field('办理情况')
      await choose(course, say('类型', 'Kind'), say('选项', 'Choice'))
      await expect(course).toContainText(say('至少要有两个选项', 'needs at least two choices'))
      for (const [at, words] of ['全部办结', '有在办件'].entries()) {
        await course.getByRole('button', { name: say('增加选项', 'Add a choice') }).click()
        await course.getByLabel(say(`选项${at + 1}`, `Choice ${at + 1}`)).fill(words)
      }
      await expect(course).not.toContainText(say('至少要有两个选项', 'needs at least two choices'))
      await course.getByRole('button', { name: say('上移', 'Move up') }).click()
      await expect(officer.getByRole('group').first()).toContainText('办理情况')
      const preview = officer.getByRole('region', { name: say('责任处将看到的表', 'What the division will see') })
      await expect(preview).toContainText('有效投诉件数')
      await expect(preview).toContainText('有在办件')
    })

    await test.step('a figure that the system has is told beside its field', async () => {
      const count = field('有效投诉件数')
      await count.getByLabel(say('单位', 'Unit'), { exact: true }).fill('%')
      await choose(count, say('口径', 'Which figure'), say('上年同期', 'Same period last year'))
      await expect(count).toContainText(say('系统已有', 'the system has it'))
      await choose(count, say('口径', 'Which figure'), say('本期', 'This period'))
      await count.getByLabel(say('单位', 'Unit'), { exact: true }).fill('件')
      await expect(count).not.toContainText(say('系统已有', 'the system has it'))
    })

    await test.step('an external day of its own; leaving asks first, saving keeps it', async () => {
      await choose(
        officer,
        say('对外期限（责任单位的要求）', 'External due day \\(as the unit requires\\)'),
        say('固定日', 'A day of the month'),
      )
      await officer.getByLabel(say('期末后第几个月', 'Months after the last one')).fill('1')
      await officer.getByLabel(say('该月几日', 'Day of that month')).fill('18')
      await officer.getByLabel(say('自何日起执行', 'Holds from')).fill('2025-11-01')
      await main.getByRole('navigation').getByRole('link').first().click()
      await button(officer, '留在本页', 'Stay here').click()
      await isSound(officer)
      await button(officer, '保存拟稿', 'Save the draft').click()
      await expect(main.getByText(say('已保存', 'Saved'), { exact: true })).toBeVisible()
      await expect(main).toContainText(
        say('须由协调处处长使其生效', 'head of the coordinating division puts it in force'),
      )
    })

    await test.step('what was typed stays where somebody else saved meanwhile, and is shown beside it', async () => {
      const head = await as(staffOf.TG.head, { language })
      await head.goto(new URL(officer.url()).pathname)
      await head.getByLabel(say('提供人', 'Provided by')).fill('综合法规处宋知礼')
      await button(head, '保存拟稿', 'Save the draft').click()
      await expect(head.getByRole('main').getByText(say('已保存', 'Saved'), { exact: true })).toBeVisible()
      office.allow(409)
      const words = officer.getByLabel(say('责任单位的要求', 'What the unit requires'), { exact: true })
      await words.fill('按月报送，口径同信访系统。')
      await button(officer, '保存拟稿', 'Save the draft').click()
      const overtaken = officer.getByRole('region', {
        name: say('拟稿已被他人改过', 'Somebody else has saved the draft'),
      })
      await expect(overtaken).toContainText('综合法规处宋知礼')
      await expect(words).toHaveValue('按月报送，口径同信访系统。')
      await officer.getByLabel(say('提供人', 'Provided by')).fill('综合法规处宋知礼')
      await button(officer, '保存拟稿', 'Save the draft').click()
      await expect(main.getByText(say('已保存', 'Saved'), { exact: true })).toBeVisible()
      await expect(overtaken).toHaveCount(0)
    })

    await test.step('the draft is laid before the head, who finds it among the to-dos', async () => {
      await button(officer, '送处长生效', 'Send to the head').click()
      await expect(main).toContainText(say('已送处长，等待生效', 'It lies with the head already'))
      await isSound(officer)
    })

    await test.step('the head previews what changes and puts it in force', async () => {
      const head = await as(staffOf.TG.head, { language })
      await head.goto('/todos')
      const path = new URL(officer.url()).pathname
      await head.locator(`a[href="${path}#act-force"]`).first().click()
      await expect(button(head, '生效', 'Put in force')).toBeFocused()
      await button(head, '生效', 'Put in force').click()
      const dialog = head.getByRole('dialog')
      await expect(dialog).toContainText(say('其中期限变动', 'their days change'))
      await expect(dialog).toContainText(say('2025年12月18日', '18 Dec 2025'))
      await isSound(head)
      await button(head, '生效', 'Put in force').last().click()
      await expect(chips(head)).toContainText(say('已生效', 'In force'))
      const history = head.getByRole('region', { name: say('办理记录', 'History') })
      await expect(history).toContainText(say('生效', 'Put in force'))
      await expect(history).toContainText(say('选项，全部办结、有在办件', 'Choice, 全部办结、有在办件'))
      await isSound(head)
    })

    await test.step('the responsible officer sees the new day on the duty', async () => {
      const dutyId = await novemberOf(office)
      const owner = await as(staffOf.FG.officer, { language, width: 360 })
      await owner.goto(`/duties/${dutyId}`)
      await expect(owner.getByRole('main')).toContainText(say('12月18日', '18 Dec'))
      await owner.goto(new URL(officer.url()).pathname)
      await expect(owner.getByRole('main')).toContainText(say('期末次月18日', 'Day 18 of the month after'))
      await expect(owner.getByRole('main')).toContainText(
        say('收集报送工作计划由协调处制定', 'coordinating division makes'),
      )
      await isSound(owner)
    })

    await test.step('a second version is begun from the one in force, compared with it, and discarded', async () => {
      await officer.reload()
      await button(officer, '拟定新版本', 'Begin a version').click()
      await button(officer, '拟定新版本', 'Begin a version').last().click()
      await expect(chips(officer)).toContainText(say('第2版拟稿', 'Version 2: Draft'))
      await officer.getByLabel(say('须附佐证文件', 'A file is needed')).uncheck()
      await button(officer, '保存拟稿', 'Save the draft').click()
      const comparison = officer.getByRole('region', { name: say('版本对照', 'Comparison') })
      await expect(comparison.getByRole('row').filter({ hasText: say('佐证', 'Evidence') })).toContainText(
        say('不要求', 'not needed'),
      )
      const provider = officer.getByLabel(say('提供人', 'Provided by'))
      await provider.fill('宋知礼')
      await officer.getByRole('link', { name: say('第1版', 'Version 1') }).click()
      await expect(main).toContainText(say('第1版收集要求', 'Version 1: what is asked'))
      await officer.getByRole('link', { name: say('第2版', 'Version 2') }).click()
      await expect(provider).toHaveValue('宋知礼')
      await button(officer, '保存拟稿', 'Save the draft').click()
      await expect(main.getByText(say('已保存', 'Saved'), { exact: true })).toBeVisible()
      await officer.setViewportSize({ width: 360, height: 740 })
      await isSound(officer)
      await button(officer, '作废拟稿', 'Discard the draft').click()
      await officer.getByRole('dialog').getByRole('textbox').fill('责任单位仍要佐证。')
      await button(officer, '作废拟稿', 'Discard the draft').last().click()
      await expect(chips(officer)).toContainText(say('已生效', 'In force'))
      await expect(main).toContainText('责任单位仍要佐证。')
    })
  })
}
