import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** A workbook as Excel writes it, with what a person puts into one: colours, widths, a date, a table, a chart, a formula. */

const ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';

export const ordersSheet = `${head}<worksheet ${ns} xmlns:r="${office}"><sheetPr><tabColor rgb="FF00B050"/></sheetPr><dimension ref="A1:D3"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="1" width="24.7" customWidth="1"/></cols><sheetData><row r="1" spans="1:4" ht="30" customHeight="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c><c r="C1" s="1" t="s"><v>2</v></c><c r="D1" s="1" t="s"><v>4</v></c></row><row r="2" spans="1:4"><c r="A2" s="2" t="s"><v>3</v></c><c r="B2" s="3"><v>64.9</v></c><c r="C2" s="4"><v>46351</v></c><c r="D2" s="3"><f>B2*2</f><v>129.8</v></c></row><row r="3" spans="1:4"><c r="A3" s="2" t="inlineStr"><is><r><t>Rui </t></r><r><t>&amp; Co</t></r></is></c><c r="B3" s="3"><v>12</v></c><c r="C3" s="4"><v>46352.5</v></c><c r="D3" s="3"><f>B3*2</f><v>24</v></c></row><row r="4" ht="18" customHeight="1"/></sheetData><conditionalFormatting sqref="B2:B99"><cfRule type="cellIs" dxfId="0" priority="1" operator="greaterThan"><formula>50</formula></cfRule></conditionalFormatting><drawing r:id="rId2"/><tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>`;

const parts: Record<string, string> = {
  '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
  '_rels/.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${head}<workbook ${ns} xmlns:r="${office}"><sheets><sheet name="Notes" sheetId="2" r:id="rId2"/><sheet name="Orders" sheetId="1" r:id="rId1"/></sheets><calcPr calcId="191029"/></workbook>`,
  'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId4" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  'xl/worksheets/sheet1.xml': ordersSheet,
  'xl/worksheets/_rels/sheet1.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/table" Target="../tables/table1.xml"/><Relationship Id="rId2" Type="${office}/drawing" Target="../drawings/drawing1.xml"/></Relationships>`,
  'xl/worksheets/sheet2.xml': `${head}<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData/></x:worksheet>`,
  'xl/tables/table1.xml': `${head}<table ${ns} id="1" name="Orders" displayName="Orders" ref="A1:D3" totalsRowShown="0"><autoFilter ref="A1:D3"/><tableColumns count="4"><tableColumn id="1" name="Name"/><tableColumn id="2" name="Total"/><tableColumn id="3" name="Paid"/><tableColumn id="4" name="Twice"/></tableColumns></table>`,
  'xl/drawings/drawing1.xml': `${head}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>`,
  'xl/sharedStrings.xml': `${head}<sst ${ns} count="5" uniqueCount="5"><si><t>Name</t></si><si><t>Total</t></si><si><t>Paid</t></si><si><r><t>Ana</t></r><r><t xml:space="preserve"> Duarte_x000D_</t></r><rPh sb="0" eb="1"><t>ana</t></rPh></si><si><t>Twice</t></si></sst>`,
  'xl/styles.xml': `${head}<styleSheet ${ns}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="0" fontId="1"/><xf numFmtId="0" fillId="2"/><xf numFmtId="4"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
};

export const pack = (changed: Record<string, string> = {}): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries({ ...parts, ...changed }).map(([name, text]) => [name, strToU8(text)])));

export const unpack = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
