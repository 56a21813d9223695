-- Names of people stand by pinyin. ICU knows one reading of each character, which of some surnames is another one: 沈 as
-- chén, 单 as dān. For the order alone such a surname is taken for a character that is read as the surname is and by
-- which hardly anybody is called (decision 0013).
create function name_order(name text) returns text language sql immutable strict parallel safe return
  case
    when name like '尉迟%' then '豫' || substr(name, 2)
    when name like '万俟%' then '漠' || substr(name, 2)
    when name like '单于%' then '蝉' || substr(name, 2)
    else translate(left(name, 1), '沈单曾解查仇区华朴盖乐缪翟燕覃召折员繁句过能乜薄任', '审善增懈渣囚鸥画瓢舸悦妙宅烟芹哨蛇孕婆钩锅奈镍勃仁')
      || substr(name, 2)
  end;
