import { writeFile } from 'node:fs/promises'
import ExcelJS from 'exceljs'
import { listTemplates, readTemplateOf, withdrawTemplate } from '#domain/collection/unitTemplate.api.ts'
import { formSheet, rowOfPort, unitForm } from '#test/fixtures/unitForm.ts'
import { staffOf } from '#tools/demo-office/people.ts'
import { completeOctober } from './october.ts'
import { expect, type Office, password, test } from './office.ts'
import { chips, choose, downloaded, heading, languagesBeside, sayIn } from './words.ts'

/** The form of the demo office is taken out of use, so that the story begins as an office does: with the unit's mail. */
async function withoutForm({ client }: Office): Promise<string> {
  const head = await client.as(staffOf.TG.head)
  const [template] = (await head.do(listTemplates, { query: {} })).rows
  if (!template) throw new Error('the demo office has no form')
  const { version } = await head.do(readTemplateOf, { params: { id: template.id } })
  const body = { version, reason: '单位换了新表' }
  await head.do(withdrawTemplate, { params: { id: template.id, number: 1 }, body })
  return template.id
}

const cellsIn = async (bytes: Buffer) => {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
  return (at: string) => workbook.getWorksheet(formSheet)?.getCell(at)
}

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`the statistics bureau's own form is uploaded, mapped, put in force and filled in the report (${language})`, async ({
    as,
    office,
  }, info) => {
    const id = await withoutForm(office)
    await completeOctober(office)
    const officer = await as('fangjiming', { language })
    const head = await as('luojingxing', { language })

    await test.step('the officer begins a version with the new workbook', async () => {
      const file = info.outputPath('新表.xlsx')
      await writeFile(file, unitForm())
      await officer.goto('/reports')
      await officer.getByRole('link', { name: say('采集单位模板', "The units' forms") }).click()
      await officer.getByRole('link', { name: '口岸客流情况月报表' }).click()
      await officer.getByRole('button', { name: say('编制新版本', 'Draw up a new version') }).click()
      const dialog = officer.getByRole('dialog')
      await dialog.getByLabel(say('适用起始日', 'Holds from')).fill('2025-10-01')
      await dialog.locator('input[type=file]').setInputFiles(file)
      await expect(dialog.getByText('新表.xlsx')).toBeVisible()
      await dialog.getByRole('button', { name: say('编制新版本', 'Draw up a new version') }).click()
      await expect(dialog).toBeHidden()
      await expect(heading(officer, say('口岸客流情况月报表，第2版', '口岸客流情况月报表, version 2'))).toBeVisible()
    })

    await test.step('by the keyboard: a cell is reached by the arrows, told what goes there, and another emptied', async () => {
      const grid = officer.getByRole('grid')
      await grid.getByRole('gridcell', { name: /^A14/ }).click()
      await officer.keyboard.press('ArrowRight')
      await expect(grid.getByRole('gridcell', { name: /^B14/ })).toBeFocused()
      await officer.keyboard.press('Enter')
      await expect(officer.getByRole('combobox', { name: say('填入', 'What goes here') })).toBeFocused()
      await choose(officer, say('填入', 'What goes here'), say('协调处', 'Coordinating division'))
      await grid.getByRole('gridcell', { name: /^D15/ }).click()
      await officer.keyboard.press('Delete')
      await expect(grid.getByRole('gridcell', { name: /^D15$/ })).toBeVisible()
    })

    await test.step('a formula takes nothing, and a figure that no cell takes is named', async () => {
      const grid = officer.getByRole('grid')
      await grid.getByRole('gridcell', { name: /^C13/ }).click()
      await expect(officer.getByText(say('这里是公式', 'A formula stands here'))).toBeVisible()
      await grid.getByRole('gridcell', { name: /^C6/ }).click()
      await officer.getByRole('button', { name: say('清除，保持原样', 'Clear: leave it as it is') }).click()
      await expect(officer.getByText(say('没有指定本期数单元格的指标：罗湖', 'goes into no cell: 罗湖'))).toBeVisible()
      await choose(officer, say('填入', 'What goes here'), say('本期数', 'Figure of the period'))
      // the row names the port, so the indicator is there at once
      await expect(grid.getByRole('gridcell', { name: /^C6.*罗湖口岸旅客人次/ })).toBeVisible()
      await officer.getByRole('button', { name: say('保存模板', 'Save the template') }).click()
      await expect(officer.getByText(say('有未保存的改动', 'There are changes not saved'))).toBeHidden()
    })

    await test.step('it is looked at with October, and the head puts it in force', async () => {
      const link = say('下载填好的表格', 'Download the filled form')
      expect((await cellsIn((await downloaded(officer, link)).bytes))('E3')?.value).toBe('2025年10月')
      await officer.getByRole('button', { name: say('送处长启用', 'Send to the head') }).click()
      await expect(officer.getByText(say('已送处长，等待启用', 'It lies with the head already')).first()).toBeVisible()
      await head.goto('/todos')
      await head.locator(`a[href="/unit-templates/${id}#act-force"]`).first().click()
      await head.getByRole('button', { name: say('启用模板', 'Put in force') }).click()
      await expect(chips(head)).toContainText(say('已启用', 'In force'))
    })

    await test.step('the report shows what is filled and what is left, and is signed with it', async () => {
      await officer.goto('/reports')
      const row = officer.getByRole('row').filter({ hasText: say('市统计局', 'Municipal statistics bureau') })
      await row
        .filter({ hasText: say('10月', 'Oct') })
        .filter({ hasText: say('通关协调处', 'Clearance Coordination Division') })
        .getByRole('link', { name: say('汇总', 'Assemble') })
        .click()
      await officer.getByRole('button', { name: say('汇总', 'Assemble') }).click()
      await expect(chips(officer)).toContainText(say('待签字', 'To be signed'))
      await expect(officer.getByText(say('单位模板：填', "The unit's form: "))).toBeVisible()
      await officer.getByText(say('单位表格 .xlsx', "The unit's form .xlsx"), { exact: true }).click()
      await expect(
        officer.getByText(say('罗湖口岸旅客人次 本期数', '罗湖口岸旅客人次 Figure of the period')),
      ).toBeVisible()
      await head.goto(officer.url())
      await head.getByRole('button', { name: say('签字并冻结', 'Sign and freeze') }).click()
      const dialog = head.getByRole('dialog')
      await dialog.getByLabel(say('请再次输入登录密码', 'Your password again')).fill(password)
      await dialog.getByRole('button', { name: say('签字并冻结', 'Sign and freeze') }).click()
      await expect(dialog).toBeHidden()
    })

    await test.step("the package's workbook is the bureau's own, with the figure in its cell", async () => {
      await officer.reload()
      const { bytes } = await downloaded(officer, /口岸客流情况月报表\.xlsx$/)
      const at = await cellsIn(bytes)
      const shown = await officer
        .getByRole('listitem')
        .filter({ hasText: say('罗湖口岸旅客人次 本期数', '罗湖口岸旅客人次 Figure of the period') })
        .locator('.row-value')
        .textContent()
      expect(at(`C${rowOfPort('罗湖')}`)?.value).toBe(Number(shown?.replaceAll(',', '')))
      expect(at('C13')?.formula).toBe('SUM(C6:C12)')
      expect(at('A1')?.isMerged).toBe(true)
      expect(at('B14')?.value).toBe('通关协调处')
      expect(at('D15')?.value).toBeNull()
    })
  })
}
