using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Planning;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class ImportPlanTests : IAsyncLifetime
{
    private const string Headings = "Kunde;CVR;EAN;Fakturanr;Dato;Vare;Antal;Pris;Moms\n";
    private const string OurCvr = "35408002";

    private TestDatabase database = null!;
    private InvoiceImporter importer = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        importer = Importing.ImporterOf(database.Database);
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task Plan_StoresNothing_AndSaysWhatBecomesOfEachDocument()
    {
        await ImportAsync("Ærø ApS;31119103;;1;2026-01-02;T;1;100;25");
        var before = await DatabaseDump.OfAsync(database.Database);

        var plan = await importer.PlanAsync(
            database.Owner,
            await TableAsync("Ærø ApS;31119103;;1;2026-01-02;T;1;100;25\nÆrø ApS;31119103;;2;2026-01-02;T;1;200;25\nNy ApS;;;3;2026-01-02;T;1;300;25"),
            await Importing.FileAsync("skidt.csv", "Kunde;Fakturanr;Dato;Vare;Pris;Moms\nA;1;;T;x;25"));

        Assert.Equal(before, await DatabaseDump.OfAsync(database.Database));
        Assert.Equal(
            [(2, "1", 125m, ImportFate.Known), (3, "2", 250m, ImportFate.New), (4, "3", 375m, ImportFate.New)],
            plan.Files[0].Invoices.Select(invoice => (invoice.Row!.Value, invoice.Number, invoice.Gross, invoice.Fate)));
        Assert.Equal([false, true], plan.Files[0].Invoices.Skip(1).Select(invoice => invoice.CustomerId is null));
        Assert.Empty(plan.Questions);
        Assert.Equal([(2, "Dato"), (2, "Pris")], plan.Files[1].Errors.Select(error => (error.Row!.Value, error.Column!)));
        Assert.Empty(plan.Files[1].Invoices);
    }

    [Fact]
    public async Task Plan_IsRefusedToWhoeverMayNotImport() =>
        await Assert.ThrowsAsync<NotPermittedException>(async () =>
            await importer.PlanAsync(TestActors.PersonOf(database.Workspace, Role.Viewer), await TableAsync("A;;;1;2026-01-02;T;1;1;25")));

    [Theory]
    [InlineData(ImportAnswer.UseCustomer, "The Buyercompany", 1)]
    [InlineData(ImportAnswer.NewCustomer, "Fejl CVR ApS", 2)]
    public async Task SameNumberAndAnotherName_IsAsked_AndDoneAsAnswered(ImportAnswer answer, string customer, int customers)
    {
        await ImportAsync("The Buyercompany;31119103;;1;2026-01-02;T;1;100;25");
        var file = await TableAsync("Fejl CVR ApS;31119103;;2;2026-01-02;T;1;100;25\nFejl CVR ApS;31119103;;3;2026-01-02;T;1;100;25");
        var plan = await importer.PlanAsync(database.Owner, file);
        var question = Assert.Single(plan.Questions);
        Assert.Equal((ImportQuestionKind.CustomerByRegistrationNo, ImportAnswer.UseCustomer), (question.Kind, question.Proposed));
        Assert.Equal(["Fejl CVR ApS", "31119103", "The Buyercompany"], question.Args);
        Assert.Equal(["2", "3"], question.Numbers);

        plan = await importer.PlanAsync(database.Owner, [file], plan.Answering(question.Kind, answer), default);
        Assert.IsType<ImportResult.Imported>(await importer.ImportAsync(database.Owner, [file], plan, default));

        Assert.Equal([("1", "The Buyercompany"), ("2", customer), ("3", customer)], await StoredAsync());
        Assert.Equal(customers, (await CustomersAsync()).Count);
        // Who was made finds its own from then on, without a question.
        var next = await importer.PlanAsync(database.Owner, await TableAsync("The Buyercompany;31119103;;4;2026-01-02;T;1;1;25"));
        Assert.Empty(next.Questions);
    }

    [Fact]
    public async Task SameNameInOtherWriting_IsTheSameCustomer()
    {
        await ImportAsync("Ærø Bådebyggeri ApS;31119103;;1;2026-01-02;T;1;100;25");
        Assert.Empty((await importer.PlanAsync(database.Owner, await TableAsync("ÆRØ BÅDEBYGGERI APS.;31119103;;2;2026-01-02;T;1;100;25"))).Questions);
    }

    [Fact]
    public async Task SameGlnAndAnotherName_IsAsked()
    {
        await ImportAsync("Skolen;;5798000420366;1;2026-01-02;T;1;100;25");
        var plan = await importer.PlanAsync(database.Owner, await TableAsync("Børnehaven;;5798000420366;2;2026-01-02;T;1;100;25"));
        Assert.Equal(ImportQuestionKind.CustomerByEan, Assert.Single(plan.Questions).Kind);
    }

    [Theory]
    [InlineData(ImportAnswer.WithoutNumber, null)]
    [InlineData(ImportAnswer.KeepNumber, "12345678")]
    public async Task CvrNumberWithAWrongCheckDigit_IsAsked_AndDoneAsAnswered(ImportAnswer answer, string? stored)
    {
        var file = await TableAsync("Fejl ApS;12345678;;1;2026-01-02;T;1;100;25\nFejl ApS;12345678;;2;2026-01-02;T;1;100;25");
        var plan = await importer.PlanAsync(database.Owner, file);
        var question = Assert.Single(plan.Questions);
        Assert.Equal((ImportQuestionKind.Cvr, ImportAnswer.WithoutNumber), (question.Kind, question.Proposed));

        plan = await importer.PlanAsync(database.Owner, [file], plan.Answering(question.Kind, answer), default);
        Assert.IsType<ImportResult.Imported>(await importer.ImportAsync(database.Owner, [file], plan, default));

        Assert.Equal(stored, Assert.Single(await CustomersAsync()).RegistrationNo);
    }

    [Fact]
    public async Task DocumentOfAnotherSupplier_IsLeftOut_UnlessSomebodySaysOtherwise()
    {
        var file = await Importing.FileAsync("faktura.xml", await File.ReadAllBytesAsync(UblFiles.Own("invoice.xml")));
        Assert.Empty((await importer.PlanAsync(database.Owner, file)).Questions);
        await NameCompanyAsync("Nordlys ApS", OurCvr);

        var plan = await importer.PlanAsync(database.Owner, file);
        var question = Assert.Single(plan.Questions);
        Assert.Equal((ImportQuestionKind.Supplier, ImportAnswer.LeaveOut), (question.Kind, question.Proposed));
        Assert.Equal(["Tegnestuen Havnen ApS", "Nordlys ApS"], question.Args);
        Assert.IsType<ImportResult.Nothing>(await importer.ImportAsync(database.Owner, [file], plan, default));

        plan = await importer.PlanAsync(database.Owner, [file], plan.Answering(question.Kind, ImportAnswer.Import), default);
        Assert.Equal(1, Assert.IsType<ImportResult.Imported>(await importer.ImportAsync(database.Owner, [file], plan, default)).Count);
    }

    [Fact]
    public async Task DocumentOfOurOwnCompany_IsNotAskedAbout()
    {
        await NameCompanyAsync("Havnen", "DK 35 79 13 57");
        var file = await Importing.FileAsync("faktura.xml", await File.ReadAllBytesAsync(UblFiles.Own("invoice.xml")));
        Assert.Empty((await importer.PlanAsync(database.Owner, file)).Questions);
    }

    [Fact]
    public async Task NumbersThatExistOrComeTwice_AreAsked()
    {
        await ImportAsync("A;;;1;2026-01-02;T;1;100;25");
        var (table, twin) = (await TableAsync("A;;;1;2026-01-02;Andet;1;100;25\nA;;;2;2026-01-02;T;1;100;25"), await TableAsync("B;;;2;2026-01-02;T;1;100;25"));

        var plan = await importer.PlanAsync(database.Owner, table, twin);

        Assert.Equal([ImportQuestionKind.NumberInUse, ImportQuestionKind.NumberTwice], plan.Questions.Select(question => question.Kind));
        Assert.Equal([ImportFate.LeftOut, ImportFate.New, ImportFate.LeftOut], plan.Files.SelectMany(file => file.Invoices).Select(invoice => invoice.Fate));
        var all = await importer.PlanAsync(
            database.Owner, [table, twin], plan.Questions.ToDictionary(question => question.Id, _ => ImportAnswer.Import), default);
        Assert.Equal(3, Assert.IsType<ImportResult.Imported>(await importer.ImportAsync(database.Owner, [table, twin], all, default)).Count);
    }

    [Fact]
    public async Task NumberOfWhatIsLeftOut_IsFreeForTheNext()
    {
        var (first, second) = (await TableAsync("A;12345678;;1;2026-01-02;T;1;100;25"), await TableAsync("B;;;1;2026-01-02;T;1;100;25"));
        var plan = await importer.PlanAsync(database.Owner, first, second);
        Assert.Equal([ImportQuestionKind.Cvr, ImportQuestionKind.NumberTwice], plan.Questions.Select(question => question.Kind));

        plan = await importer.PlanAsync(database.Owner, [first, second], plan.Answering(ImportQuestionKind.Cvr, ImportAnswer.LeaveOut), default);

        Assert.Equal([ImportQuestionKind.Cvr], plan.Questions.Select(question => question.Kind));
        Assert.Equal([ImportFate.LeftOut, ImportFate.New], plan.Files.SelectMany(file => file.Invoices).Select(invoice => invoice.Fate));
    }

    [Fact]
    public async Task VatTreatmentThatTheFileDoesNotSay_IsAsked_AndDoneAsAnswered()
    {
        var file = await TableAsync("A;;;1;2026-01-02;Undervisning;1;100;0\nA;;;1;2026-01-02;Bog;1;100;25");
        var plan = await importer.PlanAsync(database.Owner, file);
        var question = Assert.Single(plan.Questions);
        Assert.Equal((ImportQuestionKind.Vat, ImportAnswer.Exempt), (question.Kind, question.Proposed));
        Assert.Equal(["1", 1], question.Args);

        plan = await importer.PlanAsync(database.Owner, [file], plan.Answering(question.Kind, ImportAnswer.ReverseCharge), default);
        await importer.ImportAsync(database.Owner, [file], plan, default);

        await using var db = database.Database.Read(database.Workspace);
        Assert.Equal([VatTreatment.ReverseCharge, VatTreatment.Standard], await db.Set<InvoiceLine>().OrderBy(line => line.Position).Select(line => line.Vat).ToListAsync());
    }

    [Fact]
    public async Task NegativeInvoice_IsOfferedAsACreditNote_OfTheSameAmounts()
    {
        var file = await TableAsync("A;;;1;2026-01-02;Retur;-2;100;25\nA;;;1;2026-01-02;Nyt;1;50;25");
        var plan = await importer.PlanAsync(database.Owner, file);
        Assert.Equal((ImportQuestionKind.Negative, ImportAnswer.Turn), (Assert.Single(plan.Questions).Kind, plan.Questions[0].Proposed));
        Assert.Equal((InvoiceKind.CreditNote, 187.5m), (plan.Files[0].Invoices[0].Kind, plan.Files[0].Invoices[0].Gross));

        await importer.ImportAsync(database.Owner, [file], plan, default);

        await using var db = database.Database.Read(database.Workspace);
        var note = await db.Set<Invoice>().Include(invoice => invoice.Lines).SingleAsync();
        Assert.Equal((InvoiceKind.CreditNote, 150m, 37.5m, 187.5m), (note.Kind, note.Net, note.Vat, note.Gross));
        // The same file is known again, whatever it became.
        Assert.Equal(ImportFate.Known, (await importer.PlanAsync(database.Owner, file)).Files[0].Invoices[0].Fate);
    }

    [Fact]
    public async Task EverythingWrongInATable_IsSaidAtOnce()
    {
        const string table =
            """
            Kunde;CVR;Kunde;Fakturanr;Dato;Vare;Antal;Pris;Momskode;Land
            A;31119103;;1;2026-13-02;;1;x;S;DK
            ;;;2;2026-01-02;T;0;1;Q;Atlantis
            B;;;;2026-01-02;T;1;1.234;S;DK
            """;
        var plan = await importer.PlanAsync(database.Owner, await Importing.FileAsync("skidt.csv", table));
        Assert.Equal(
            [
                (1, "Kunde", ImportProblems.ColumnTwice), (1, null, ImportProblems.ColumnMissing),
                (2, "Dato", ImportProblems.NotADate), (2, "Pris", ImportProblems.NotANumber), (2, "Vare", InvoiceProblems.DescriptionMissing),
                (3, "Kunde", ImportProblems.CellMissing), (3, "Land", ImportProblems.CountryUnknown), (3, "Momskode", ImportProblems.VatCodeUnknown),
                (3, "Antal", InvoiceProblems.QuantityZero),
                (4, "Fakturanr", ImportProblems.CellMissing), (4, "Pris", ImportProblems.AmountAmbiguous),
            ],
            plan.Files[0].Errors.Select(error => (error.Row!.Value, error.Column, error.Code)));
    }

    [Fact]
    public async Task Import_OfAPlanThatIsAnotherByNow_StoresNothing_AndAnswersTheNewOne()
    {
        var file = await TableAsync("Fejl CVR ApS;31119103;;2;2026-01-02;T;1;100;25");
        var seen = await importer.PlanAsync(database.Owner, file);
        await ImportAsync("The Buyercompany;31119103;;1;2026-01-02;T;1;100;25");
        var before = await DatabaseDump.OfAsync(database.Database);

        var changed = Assert.IsType<ImportResult.Changed>(await importer.ImportAsync(database.Owner, [file], seen, default));

        Assert.Equal(ImportQuestionKind.CustomerByRegistrationNo, Assert.Single(changed.Plan.Questions).Kind);
        Assert.Equal(before, await DatabaseDump.OfAsync(database.Database));
    }

    /// <summary>Small worlds, in which the same numbers, names and customers come again and again.</summary>
    [Fact]
    public void Import_DoesWhatItsPlanSays() =>
        Prop.ForAll(
            Gen.Two(Gen.ListOf(Rows, 6)).ToArbitrary(),
            Gen.ArrayOf(Gen.Choose(0, 4), 12).ToArbitrary(),
            (tables, choices) => CompareAsync([.. tables.Item1], [.. tables.Item2], choices).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static Gen<string> Rows =>
        from customer in Gen.Elements("A ApS", "B ApS", "a aps")
        from cvr in Gen.Elements("", "31119103", "35408002", "12345678")
        from ean in Gen.Elements("", "", "5798000420366")
        from number in Gen.Choose(1, 5)
        from quantity in Gen.Elements("1", "1", "-1")
        from price in Gen.Elements("100", "200")
        from vat in Gen.Elements("25", "25", "0")
        select $"{customer};{cvr};{ean};{number};2026-01-02;T;{quantity};{price};{vat}";

    private static async Task<bool> CompareAsync(string[] stored, string[] rows, int[] choices)
    {
        await using var own = await TestDatabase.CreateAsync();
        var subject = Importing.ImporterOf(own.Database);
        // One row a file, so that no two rows contradict each other.
        await ImportAllAsync(subject, own, stored);
        ImportFile[] files = [.. await Task.WhenAll(rows.Select(TableAsync))];
        Dictionary<string, ImportAnswer> answers = [];
        var plan = await subject.PlanAsync(own.Owner, files);
        for (var round = 0; round < 3; round++)
        {
            foreach (var (index, question) in plan.Questions.Index())
                answers[question.Id] = question.Answers[choices[index % choices.Length] % question.Answers.Count];
            plan = await subject.PlanAsync(own.Owner, files, answers, default);
        }

        var (invoices, customers) = await CountAsync(own);
        var expected = plan.Files.SelectMany(file => file.Invoices).Where(invoice => invoice.Fate == ImportFate.New)
            .Select(invoice => (invoice.Kind, invoice.Number, invoice.Gross, invoice.CustomerName)).ToList();
        var result = await subject.ImportAsync(own.Owner, files, plan, default);
        await using var db = own.Database.Read(own.Workspace);
        var arrived = await db.Set<Invoice>().OrderBy(invoice => invoice.Id).Skip(invoices).ToListAsync();
        var made = await db.Set<Customer>().CountAsync() - customers;
        Assert.Equal(
            expected.Order(), arrived.Select(invoice => (invoice.Kind, invoice.Number, invoice.Gross, invoice.CustomerName)).Order());
        Assert.Equal(expected.Count, result is ImportResult.Imported imported ? imported.Count : 0);
        Assert.Equal(made, result is ImportResult.Imported { Customers: var said } ? said : 0);
        // What came in is known from then on.
        var again = await subject.PlanAsync(own.Owner, files, answers, default);
        Assert.All(
            plan.Files.Zip(again.Files).Where(file => !file.First.IsRefused && file.First.Invoices[0].Fate == ImportFate.New),
            file => Assert.Equal(ImportFate.Known, file.Second.Invoices[0].Fate));
        return true;
    }

    private static async Task ImportAllAsync(InvoiceImporter subject, TestDatabase own, string[] rows)
    {
        ImportFile[] files = [.. await Task.WhenAll(rows.Select(TableAsync))];
        await subject.ImportAsync(own.Owner, files, await subject.PlanAsync(own.Owner, files), default);
    }

    private static async Task<(int Invoices, int Customers)> CountAsync(TestDatabase own)
    {
        await using var db = own.Database.Read(own.Workspace);
        return (await db.Set<Invoice>().CountAsync(), await db.Set<Customer>().CountAsync());
    }

    private static Task<ImportFile> TableAsync(string rows) => Importing.FileAsync("fakturaer.csv", Headings + rows);

    private async Task ImportAsync(string rows) =>
        Assert.IsType<Importing.Outcome.Imported>(await importer.ImportAsync(database.Owner, await TableAsync(rows)));

    private Task NameCompanyAsync(string name, string cvr) => database.Database.WriteAsync(database.Workspace, (db, _) =>
    {
        db.Add(new Workspace { Id = database.Workspace, Name = name, RegistrationNo = cvr });
        return Task.CompletedTask;
    }, default);

    private async Task<List<(string, string)>> StoredAsync()
    {
        await using var db = database.Database.Read(database.Workspace);
        return [.. (await db.Set<Invoice>().OrderBy(invoice => invoice.Number).ToListAsync()).Select(invoice => (invoice.Number, invoice.CustomerName))];
    }

    private async Task<List<Customer>> CustomersAsync()
    {
        await using var db = database.Database.Read(database.Workspace);
        return await db.Set<Customer>().ToListAsync();
    }
}
