using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Csv;
using PennaPay.Billy.Core.Records.Invoices.Import.Undoing;
using PennaPay.Billy.Core.Records.Invoices.Import.Unfinished;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Access;

/// <summary>The operations that write invoices or bring them in.</summary>
internal static class InvoiceOperations
{
    private const string Csv =
        """
        Fakturanr;Kunde;CVR;Fakturadato;Beskrivelse;Antal;Enhedspris;Moms %
        2001;Ærø Bådebyggeri ApS;31119103;05-11-2026;Søsætning;2;1.234,50;25
        2002;Ærø Bådebyggeri ApS;31119103;06-11-2026;Optagning;1;100;25
        """;

    private const string Ubl =
        """
        <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
            xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
            xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
          <b:ID>3001</b:ID>
          <b:IssueDate>2026-11-05</b:IssueDate>
          <b:DocumentCurrencyCode>DKK</b:DocumentCurrencyCode>
          <a:AccountingCustomerParty><a:Party><a:PostalAddress><a:Country><b:IdentificationCode>DK</b:IdentificationCode></a:Country></a:PostalAddress>
            <a:PartyLegalEntity><b:RegistrationName>Ærø Bådebyggeri ApS</b:RegistrationName><b:CompanyID>31119103</b:CompanyID></a:PartyLegalEntity>
          </a:Party></a:AccountingCustomerParty>
          <a:TaxTotal><b:TaxAmount currencyID="DKK">25.00</b:TaxAmount></a:TaxTotal>
          <a:LegalMonetaryTotal>
            <b:LineExtensionAmount currencyID="DKK">100.00</b:LineExtensionAmount>
            <b:TaxExclusiveAmount currencyID="DKK">100.00</b:TaxExclusiveAmount>
            <b:TaxInclusiveAmount currencyID="DKK">125.00</b:TaxInclusiveAmount>
            <b:PayableAmount currencyID="DKK">125.00</b:PayableAmount>
          </a:LegalMonetaryTotal>
          <a:InvoiceLine>
            <b:ID>1</b:ID>
            <b:InvoicedQuantity unitCode="C62">1</b:InvoicedQuantity>
            <b:LineExtensionAmount currencyID="DKK">100.00</b:LineExtensionAmount>
            <a:Item><b:Name>Søsætning</b:Name>
              <a:ClassifiedTaxCategory><b:ID>S</b:ID><b:Percent>25</b:Percent><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:ClassifiedTaxCategory>
            </a:Item>
            <a:Price><b:PriceAmount currencyID="DKK">100.00</b:PriceAmount></a:Price>
          </a:InvoiceLine>
        </Invoice>
        """;

    public static IEnumerable<Operation> All =>
    [
        new("InvoiceEditor.SaveAsync", "create", Permission.EditInvoices, async (host, _) =>
        {
            var customer = await host.AddCustomerAsync();
            return async actor => [new("invoice.created", nameof(Invoice), await SaveAsync(host, actor, new InvoiceForm
            {
                Number = "1001", CustomerId = customer.Id, IssueDate = new(2026, 11, 5), Lines = [new() { Description = "Æbler", UnitPrice = 100 }],
            }))];
        }),
        new("InvoiceEditor.SaveAsync", "change", Permission.EditInvoices, async (host, _) =>
        {
            var invoice = await host.AddInvoiceAsync();
            var form = InvoiceForm.From(await host.InvoiceAsync(invoice.Id));
            form.Message = "Tak for handlen.";
            return async actor => [new("invoice.changed", nameof(Invoice), await SaveAsync(host, actor, form))];
        }),
        new("InvoiceEditor.MarkAsSentAsync", "send", Permission.EditInvoices, async (host, _) =>
        {
            var invoice = await host.AddInvoiceAsync(invoice => invoice.Status = InvoiceStatus.Draft);
            return async actor =>
            {
                Assert.Equal(MarkAsSentResult.Sent, await host.Get<InvoiceEditor>().MarkAsSentAsync(actor, invoice.Id, default));
                return [new("invoice.sent", nameof(Invoice), invoice.Id)];
            };
        }),
        new("InvoiceEditor.DeleteAsync", "delete", Permission.EditInvoices, async (host, _) =>
        {
            var invoice = await host.AddInvoiceAsync();
            return async actor =>
            {
                Assert.Equal(DeleteInvoiceResult.Deleted, await host.Get<InvoiceEditor>().DeleteAsync(actor, invoice.Id, default));
                return [new("invoice.deleted", nameof(Invoice), invoice.Id)];
            };
        }),
        new("InvoiceArchive.ArchiveAsync", "put aside", Permission.EditInvoices, async (host, _) =>
        {
            var invoice = await host.AddInvoiceAsync();
            return async actor =>
            {
                Assert.Equal(ArchiveResult.Done, await host.Get<InvoiceArchive>().ArchiveAsync(actor, invoice.Id, default));
                return [new("invoice.archived", nameof(Invoice), invoice.Id)];
            };
        }),
        new("InvoiceArchive.RestoreAsync", "take back", Permission.EditInvoices, async (host, _) =>
        {
            var invoice = await host.AddInvoiceAsync(invoice => invoice.IsArchived = true);
            return async actor =>
            {
                Assert.Equal(ArchiveResult.Done, await host.Get<InvoiceArchive>().RestoreAsync(actor, invoice.Id, default));
                return [new("invoice.restored", nameof(Invoice), invoice.Id)];
            };
        }),
        new("SampleRemoval.RemoveAsync", "remove", Permission.ImportInvoices, async (host, owner) =>
        {
            await host.Get<SampleInvoices>().LoadAsync(owner, default);
            return async actor =>
            {
                Assert.Equal(new(8, 0, 0, 5, 6), await host.Get<SampleRemoval>().RemoveAsync(actor, default));
                return [new("samples.removed", nameof(Invoice), Count: 8)];
            };
        }),
        new("ColumnTemplates.SaveAsync", "remember", Permission.ImportInvoices, async (host, owner) =>
        {
            var columns = await AskedColumnsAsync(host, owner);
            return async actor =>
            {
                await host.Get<ColumnTemplates>().SaveAsync(actor, columns, ["Number", null], default);
                return [new("columns.remembered", nameof(ColumnTemplate), columns.Hash)];
            };
        }),
        new("ColumnTemplates.ForgetAsync", "forget", Permission.ImportInvoices, async (host, owner) =>
        {
            var columns = await AskedColumnsAsync(host, owner);
            await host.Get<ColumnTemplates>().SaveAsync(owner, columns, ["Number", null], default);
            return async actor =>
            {
                await host.Get<ColumnTemplates>().ForgetAsync(actor, columns.Hash, default);
                return [new("columns.forgotten", nameof(ColumnTemplate), columns.Hash)];
            };
        }),
        new("UnfinishedImports.KeepAsync", "keep", Permission.ImportInvoices, async (host, _) =>
        {
            var file = await Importing.FileAsync("fakturaer.csv", Csv);
            return async actor =>
            {
                var kept = Assert.IsType<KeepImportResult.Kept>(await host.Get<UnfinishedImports>().KeepAsync(actor, [file], Importing.NoAnswers, 2, default));
                return [new("import.kept", nameof(UnfinishedImport), kept.Id.ToString(), 1)];
            };
        }),
        new("UnfinishedImports.ForgetAsync", "forget", Permission.ImportInvoices, async (host, owner) =>
        {
            var file = await Importing.FileAsync("fakturaer.csv", Csv);
            var kept = Assert.IsType<KeepImportResult.Kept>(await host.Get<UnfinishedImports>().KeepAsync(owner, [file], Importing.NoAnswers, 2, default));
            return async actor =>
            {
                await host.Get<UnfinishedImports>().ForgetAsync(actor, kept.Id, default);
                return [new("import.forgotten", nameof(UnfinishedImport), kept.Id)];
            };
        }),
        Import("a table", 2, "fakturaer.csv", Csv),
        Import("a document", 1, "faktura.xml", Ubl),
        new("InvoiceImports.UndoAsync", "undo", Permission.ImportInvoices, async (host, owner) =>
        {
            var (importer, file) = (host.Get<InvoiceImporter>(), await Importing.FileAsync("fakturaer.csv", Csv));
            var plan = await importer.PlanAsync(owner, file);
            var import = Assert.IsType<ImportResult.Imported>(await importer.ImportAsync(owner, [file], plan, default)).Id;
            return async actor =>
            {
                Assert.Equal(2, Assert.IsType<UndoImportResult.Undone>(await host.Get<InvoiceImports>().UndoAsync(actor, import, default)).Invoices);
                return [new("import.undone", nameof(InvoiceImport), import.ToString(), 2)];
            };
        }),
        new("InvoiceIntake.TakeInAsync", "take in for a known customer", Permission.ImportInvoices, async (host, _) =>
        {
            var customer = await host.AddCustomerAsync();
            var incoming = new IncomingInvoice(
                new()
                {
                    Id = Guid.CreateVersion7(), Number = "4001", IssueDate = new(2026, 11, 5), Status = InvoiceStatus.Sent,
                    Origin = InvoiceOrigin.Csv, OriginId = "4001", Lines = [PushHost.Line("Søsætning", 1, 100)],
                },
                new() { Id = Guid.CreateVersion7(), Name = customer.Name }, KnownCustomerId: customer.Id);
            return async actor =>
            {
                Assert.IsType<IntakeResult.Stored>(await host.Get<InvoiceIntake>().TakeInAsync(actor, [incoming], new(), default));
                return [new("invoices.imported", nameof(Invoice), Count: 1)];
            };
        }),
        new("SampleInvoices.LoadAsync", "load", Permission.ImportInvoices, (host, _) => Task.FromResult<Func<Actor, Task<Said[]>>>(async actor =>
        {
            Assert.IsType<IntakeResult.Stored>(await host.Get<SampleInvoices>().LoadAsync(actor, default));
            return
            [
                new("products.created", nameof(Product), Count: 6),
                new("customers.created", nameof(Customer), Count: 5),
                new("invoices.imported", nameof(Invoice), Count: 8),
            ];
        })),
    ];

    private static Operation Import(string what, int invoices, string name, string content) =>
        new("InvoiceImporter.ImportAsync", what, Permission.ImportInvoices, async (host, owner) =>
        {
            var (importer, file) = (host.Get<InvoiceImporter>(), await Importing.FileAsync(name, content));
            var plan = await importer.PlanAsync(owner, file);
            return async actor =>
            {
                Assert.Equal(invoices, Assert.IsType<ImportResult.Imported>(await importer.ImportAsync(actor, [file], plan, default)).Count);
                return [new("customers.created", nameof(Customer), Count: 1), new("invoices.imported", nameof(Invoice), Count: invoices)];
            };
        });

    private static async Task<ColumnQuestion> AskedColumnsAsync(PushHost host, Actor owner) =>
        (await host.Get<InvoiceImporter>().PlanAsync(owner, await Importing.FileAsync("fakturaer.csv", "Bilag;Farve\n1;blå"))).Files[0].Columns!;

    private static async Task<Guid> SaveAsync(PushHost host, Actor actor, InvoiceForm form) =>
        Assert.IsType<SaveResult.Saved>(await host.Get<InvoiceEditor>().SaveAsync(actor, form, default)).Id;
}
