using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class InvoiceEditorTests : IAsyncLifetime
{
    private static readonly InvoiceOrigin Elsewhere = new("Mirrored");

    private readonly Listener listener = new();
    private TestDatabase database = null!;
    private InvoiceEditor editor = null!;
    private Guid customer;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        editor = new(database.Database, [listener], [new InvoiceKeeper()], new([new(Elsewhere)]), new(NullLogger<InvoiceFeed>.Instance), TimeProvider.System);
        customer = await CustomerAsync("Æbleplantagen ApS");
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task Save_NewInvoice_StoresWhatTheFormHolds()
    {
        var saved = await SaveAsync(Draft("1001"));
        var invoice = await FindAsync(saved.Id);
        Assert.Equal(("1001", "Æbleplantagen ApS", 1, 1, InvoiceStatus.Draft), (invoice.Number, invoice.CustomerName, invoice.Revision, invoice.Version, invoice.Status));
        Assert.Equal((250m, 62.5m, 312.5m, false), (invoice.Net, invoice.Vat, invoice.Gross, invoice.TotalsAreStated));
        Assert.Equal([("Æbler", 1), ("Pærer", 2)], invoice.Lines.Select(line => (line.Description, line.Position)));
    }

    [Fact]
    public async Task Save_EmptyForm_SaysWhatIsMissingAndStoresNothing()
    {
        var invalid = Assert.IsType<SaveResult.Invalid>(await editor.SaveAsync(database.Owner, new() { Currency = "" }, default));
        Assert.Equal(
            [InvoiceProblems.NumberMissing, InvoiceProblems.CustomerMissing, InvoiceProblems.IssueDateMissing, InvoiceProblems.CurrencyUnknown, InvoiceProblems.LinesMissing],
            invalid.Problems.Select(problem => problem.Code));
        Assert.Equal(0, (await new InvoiceList(database.Database).PageAsync(database.Workspace, new(), default)).Total);
    }

    [Fact]
    public async Task Save_ChangedLines_ReplacesThemAndRaisesTheRevision()
    {
        var draft = InvoiceForm.From(await FindAsync((await SaveAsync(Draft("1001"))).Id));
        draft.Lines.Reverse();
        draft.Lines.Add(new() { Description = "Blommer", UnitPrice = 10 });
        var saved = await SaveAsync(draft);
        var invoice = await FindAsync(saved.Id);
        Assert.Equal(["Pærer", "Æbler", "Blommer"], invoice.Lines.Select(line => line.Description));
        Assert.Equal((2, 2, 325m), (invoice.Revision, invoice.Version, invoice.Gross));
    }

    [Fact]
    public async Task Save_WithTheProductOfALine_ChangesNothingOfWhatGoesToBilly()
    {
        var saved = await SaveAsync(Draft("1001"));
        var product = Assert.IsType<SaveResult.Saved>(
            await new ProductEditor(database.Database, TimeProvider.System).SaveAsync(database.Owner, new() { Name = "Æbler" }, default)).Id;
        var draft = InvoiceForm.From(await FindAsync(saved.Id));
        (draft.Lines[0].ProductId, draft.Lines[1].ProductId) = (product, Guid.CreateVersion7());
        await SaveAsync(draft);

        var invoice = await FindAsync(saved.Id);
        Assert.Equal([product, null], invoice.Lines.Select(line => line.ProductId));
        Assert.Equal(1, invoice.Revision);

        await new ProductEditor(database.Database, TimeProvider.System).DeleteAsync(database.Owner, product, default);
        var line = (await FindAsync(saved.Id)).Lines[0];
        Assert.Equal(("Æbler", null), (line.Description, line.ProductId));
    }

    [Fact]
    public async Task Save_NothingChanged_KeepsTheRevision()
    {
        var first = await FindAsync((await SaveAsync(Draft("1001"))).Id);
        await SaveAsync(InvoiceForm.From(first));
        Assert.Equal((first.Revision, first.ContentHash), (await FindAsync(first.Id)) is var again ? (again.Revision, again.ContentHash) : default);
    }

    [Fact]
    public async Task Save_StaleForm_IsChangedMeanwhileAndOverwritesNothing()
    {
        var saved = await SaveAsync(Draft("1001"));
        var (mine, theirs) = (InvoiceForm.From(await FindAsync(saved.Id)), InvoiceForm.From(await FindAsync(saved.Id)));
        theirs.Message = "Deres";
        await SaveAsync(theirs);
        mine.Message = "Min";
        Assert.IsType<SaveResult.ChangedMeanwhile>(await editor.SaveAsync(database.Owner, mine, default));
        Assert.Equal("Deres", (await FindAsync(saved.Id)).Message);
    }

    [Theory]
    [InlineData(CopyState.Present, CopyState.Changed)]
    [InlineData(CopyState.NotPushed, CopyState.NotPushed)]
    [InlineData(CopyState.Failed, CopyState.Failed)]
    public async Task Save_ChangedContent_MarksWhatIsInBillyAsChanged(CopyState before, CopyState after)
    {
        var saved = await SaveAsync(Draft("1001"));
        await PushedAsync(saved.Id, before);
        var draft = InvoiceForm.From(await FindAsync(saved.Id));
        draft.Message = "Ny tekst";
        Assert.Equal(after, (await FindAsync((await SaveAsync(draft)).Id)).CopyState);
    }

    [Fact]
    public async Task Save_NumberOfAnotherInvoice_IsTaken()
    {
        await SaveAsync(Draft("1001"));
        var invalid = Assert.IsType<SaveResult.Invalid>(await editor.SaveAsync(database.Owner, Draft("1001"), default));
        Assert.Equal(("Number", InvoiceProblems.NumberTaken), (Assert.Single(invalid.Problems).Field, invalid.Problems[0].Code));
    }

    [Fact]
    public async Task Save_ImportedInvoice_KeepsItsStatedTotalsUntilAnAmountChanges()
    {
        var saved = await SaveAsync(Draft("1001"));
        await database.Database.WriteAsync(database.Workspace, async (db, ct) =>
            (await db.Set<Invoice>().Include(i => i.Lines.OrderBy(line => line.Position)).SingleAsync(ct)).Seal(new(250, 62.51m, 312.51m)), default);
        var draft = InvoiceForm.From(await FindAsync(saved.Id));
        draft.Message = "Kun teksten";
        await SaveAsync(draft);
        Assert.Equal(312.51m, (await FindAsync(saved.Id)).Gross);

        draft = InvoiceForm.From(await FindAsync(saved.Id));
        draft.Lines[0].UnitPrice++;
        await SaveAsync(draft);
        Assert.False((await FindAsync(saved.Id)).TotalsAreStated);
    }

    [Fact]
    public async Task Save_InvoiceWhosePricesIncludeVat_KeepsThemAndItsTotals()
    {
        var draft = Draft("1001");
        draft.PricesIncludeVat = true;
        var first = await FindAsync((await SaveAsync(draft)).Id);
        Assert.Equal((200m, 50m, 250m, true), (first.Net, first.Vat, first.Gross, first.PricesIncludeVat));

        var form = InvoiceForm.From(first);
        Assert.Equal(new Totals(200, 50, 250), form.Totals);
        Assert.Equal([160m, 40m], form.Lines.Select(line => line.Net(form.PricesIncludeVat)!.Value));
        form.Message = "Kun teksten";
        await SaveAsync(form);

        var second = await FindAsync(first.Id);
        Assert.Equal((200m, 50m, 250m, true, 2), (second.Net, second.Vat, second.Gross, second.PricesIncludeVat, second.Revision));
        Assert.Equal(new Totals(200, 50, 250), InvoiceForm.CreditNoteOf(second, "1002", new(2026, 11, 6)).Totals);
    }

    [Fact]
    public async Task Save_OtherAmounts_KeepsWhatWasPrepaidAndDropsTheRounding()
    {
        var saved = await SaveAsync(Draft("1001"));
        await database.Database.WriteAsync(database.Workspace, async (db, ct) =>
        {
            var invoice = await db.Set<Invoice>().Include(i => i.Lines.OrderBy(line => line.Position)).SingleAsync(ct);
            (invoice.Prepaid, invoice.PayableRounding) = (100, -0.50m);
            invoice.Seal(new(250, 62.50m, 312.50m));
        }, default);
        var draft = InvoiceForm.From(await FindAsync(saved.Id));
        draft.Message = "Kun teksten";
        await SaveAsync(draft);
        Assert.Equal((100m, -0.50m), await FindAsync(saved.Id) is var text ? (text.Prepaid, text.PayableRounding) : default);

        draft = InvoiceForm.From(await FindAsync(saved.Id));
        draft.Lines[0].UnitPrice++;
        await SaveAsync(draft);
        Assert.Equal((100m, null), await FindAsync(saved.Id) is var amounts ? (amounts.Prepaid, amounts.PayableRounding) : default);
    }

    [Fact]
    public async Task Save_LineWithAVatCode_KeepsItWhereTheTreatmentStays()
    {
        var saved = await SaveAsync(Draft("1001"));
        await database.Database.WriteAsync(database.Workspace, async (db, ct) =>
        {
            var invoice = await db.Set<Invoice>().Include(i => i.Lines.OrderBy(line => line.Position)).SingleAsync(ct);
            invoice.Lines.ForEach(line => line.VatCode = "DK_250");
            invoice.Seal();
        }, default);
        var draft = InvoiceForm.From(await FindAsync(saved.Id));
        (draft.Lines[0].UnitPrice, draft.Lines[0].Description) = (200, "Andre æbler");
        (draft.Lines[1].Vat, draft.Lines[1].VatRate) = (VatTreatment.Exempt, 0);
        await SaveAsync(draft);
        Assert.Equal(["DK_250", null], (await FindAsync(saved.Id)).Lines.Select(line => line.VatCode));
    }

    [Fact]
    public async Task Save_InvoiceOfAnotherWorkspace_IsNotFound()
    {
        var saved = await SaveAsync(Draft("1001"));
        var draft = InvoiceForm.From(await FindAsync(saved.Id));
        Assert.IsType<SaveResult.NotFound>(await editor.SaveAsync(TestActors.OwnerOf(WorkspaceId.New()), draft, default));
    }

    [Fact]
    public async Task MarkAsSent_Draft_TellsTheHandlersOnce()
    {
        var saved = await SaveAsync(Draft("1001"));
        Assert.Equal(MarkAsSentResult.Sent, await editor.MarkAsSentAsync(database.Owner, saved.Id, default));
        Assert.Equal(MarkAsSentResult.AlreadySent, await editor.MarkAsSentAsync(database.Owner, saved.Id, default));
        Assert.Equal(MarkAsSentResult.NotFound, await editor.MarkAsSentAsync(database.Owner, Guid.NewGuid(), default));
        Assert.Equal(["1001"], listener.Numbers);
        Assert.Equal(InvoiceStatus.Sent, (await FindAsync(saved.Id)).Status);
    }

    [Fact]
    public async Task WhatAnotherSystemIssued_IsNeitherChangedNorSentNorDeleted_ByWhoeverSendsIt()
    {
        var saved = await SaveAsync(Draft("1001"));
        var crafted = InvoiceForm.From(await FindAsync(saved.Id));
        crafted.Number = "9999";
        await IssueElsewhereAsync("doc-1");

        Assert.IsType<SaveResult.Incoming>(await editor.SaveAsync(database.Owner, crafted, default));
        Assert.Equal(MarkAsSentResult.Incoming, await editor.MarkAsSentAsync(database.Owner, saved.Id, default));
        Assert.Equal(DeleteInvoiceResult.Incoming, await editor.ForeseeDeletingAsync(database.Workspace, saved.Id, default));
        Assert.Equal(DeleteInvoiceResult.Incoming, await editor.DeleteAsync(database.Owner, saved.Id, default));

        var kept = await FindAsync(saved.Id);
        Assert.Equal(("1001", InvoiceStatus.Draft, 1), (kept.Number, kept.Status, kept.Version));
        Assert.Empty(listener.Numbers);
    }

    [Fact]
    public async Task WhatAFormerAccountIssued_CanBeDeleted_ThoughItIsStillNotChanged()
    {
        var saved = await SaveAsync(Draft("1001"));
        var crafted = InvoiceForm.From(await FindAsync(saved.Id));
        await IssueElsewhereAsync(null);
        await database.Database.WriteAsync(database.Workspace, (db, _) =>
        {
            db.Add(new Payment { Id = Guid.CreateVersion7(), WorkspaceId = database.Workspace, InvoiceId = saved.Id, Origin = Elsewhere, OriginId = "p1", Amount = 5 });
            return Task.CompletedTask;
        }, default);

        Assert.IsType<SaveResult.Incoming>(await editor.SaveAsync(database.Owner, crafted, default));
        Assert.Equal(DeleteInvoiceResult.Deleted, await editor.DeleteAsync(database.Owner, saved.Id, default));
    }

    private Task IssueElsewhereAsync(string? remoteId) => database.Database.WriteAsync(database.Workspace, async (db, ct) =>
    {
        var invoice = await db.Set<Invoice>().AsTracking().SingleAsync(ct);
        (invoice.Origin, invoice.RemoteId) = (Elsewhere, remoteId);
    }, default);

    [Theory]
    [InlineData(CopyState.NotPushed, DeleteInvoiceResult.Deleted)]
    [InlineData(CopyState.Failed, DeleteInvoiceResult.Deleted)]
    [InlineData(CopyState.Sending, DeleteInvoiceResult.Present)]
    [InlineData(CopyState.Present, DeleteInvoiceResult.Present)]
    [InlineData(CopyState.NeedsAttention, DeleteInvoiceResult.Present)]
    public async Task Delete_OnlyWhatBillyCannotHave(CopyState state, DeleteInvoiceResult expected)
    {
        var saved = await SaveAsync(Draft("1001"));
        await PushedAsync(saved.Id, state);
        Assert.Equal(expected, await editor.DeleteAsync(database.Owner, saved.Id, default));
    }

    [Theory]
    [InlineData("1001", "1002")]
    [InlineData("F-2026-009", "F-2026-010")]
    [InlineData("99", "100")]
    [InlineData("12345678901234567890123", "12345678901234567890124")]
    public async Task NextNumber_FollowsTheSeries(string last, string next)
    {
        await SaveAsync(Draft(last));
        Assert.Equal(next, await editor.NextNumberAsync(database.Workspace, default));
    }

    [Fact]
    public async Task NextNumber_SkipsWhatIsTaken_AndOnlyThat()
    {
        // The newest invoice has the lowest number; what is taken stands further down, one with a letter among it.
        foreach (var (number, day) in new[] { ("F-10", 9), ("F-11", 3), ("F-11b", 2), ("F-12", 1), ("F-14", 1) })
        {
            var draft = Draft(number);
            draft.IssueDate = new(2026, 11, day);
            await SaveAsync(draft);
        }

        Assert.Equal("F-15", await editor.NextNumberAsync(database.Workspace, default));
        // Only the newest 200 are looked at for the highest of the series; these push the others out.
        await database.Database.WriteAsync(database.Workspace, async (db, ct) =>
        {
            var other = await db.Set<Invoice>().AsNoTracking().SingleAsync(i => i.Number == "F-10", ct);
            for (var i = 0; i < 200; i++)
            {
                var copy = new Invoice
                {
                    Id = Guid.CreateVersion7(), Number = i == 199 ? "F-9" : $"nr {i}a", CustomerId = other.CustomerId, IssueDate = new(2026, 12, 1),
                };
                copy.OriginId = copy.Id.ToString("N");
                copy.Lines.Add(new() { Id = Guid.CreateVersion7() });
                copy.Seal();
                db.Add(copy);
            }
        }, default);

        Assert.Equal("F-13", await editor.NextNumberAsync(database.Workspace, default));
    }

    [Fact]
    public async Task NextNumber_ContinuesNobodyElsesSeries_ButUsesNoNumberTwice()
    {
        await SaveAsync(Draft("F-1"));
        await database.Database.WriteAsync(database.Workspace, (db, _) =>
        {
            foreach (var (origin, number) in new[] { (InvoiceOrigin.Csv, "C-7"), (InvoiceOrigin.Ubl, "U-7"), (InvoiceOrigin.Sample, "1008"), (new("Elsewhere"), "F-2") })
            {
                var invoice = new Invoice
                {
                    Id = Guid.CreateVersion7(), Number = number, CustomerId = customer, IssueDate = new(2026, 12, 1), Origin = origin, OriginId = number,
                    Lines = [new() { Id = Guid.CreateVersion7() }],
                };
                invoice.Seal();
                db.Add(invoice);
            }

            return Task.CompletedTask;
        }, default);

        Assert.Equal("F-3", await editor.NextNumberAsync(database.Workspace, default));
    }

    [Fact]
    public async Task NextNumber_OfNothing_IsAStart() => Assert.Equal("1001", await editor.NextNumberAsync(database.Workspace, default));

    [Fact]
    public async Task CreditNoteOf_Saved_IsTiedToItsInvoice()
    {
        var invoice = await FindAsync((await SaveAsync(Draft("1001"))).Id);
        var note = await FindAsync((await SaveAsync(InvoiceForm.CreditNoteOf(invoice, "1002", new(2026, 11, 6)))).Id);
        Assert.Equal((InvoiceKind.CreditNote, "1001", invoice.Id, invoice.Gross), (note.Kind, note.CreditedInvoiceNumber, note.CreditedInvoiceId, note.Gross));
    }

    [Fact]
    public async Task RenamedCustomer_IsRenamedOnItsInvoices()
    {
        var saved = await SaveAsync(Draft("1001"));
        var found = (await new CustomerList(database.Database).FindAsync(database.Workspace, customer, default))!;
        var draft = CustomerForm.From(found);
        draft.Name = "Pæreplantagen ApS";
        Assert.IsType<SaveResult.Saved>(await new CustomerEditor(database.Database, TimeProvider.System, new CustomerOwners(database.Database, [])).SaveAsync(database.Owner, draft, default));
        Assert.Equal("Pæreplantagen ApS", (await FindAsync(saved.Id)).CustomerName);
        Assert.Equal(1, (await new InvoiceList(database.Database).PageAsync(database.Workspace, new("pæreplantagen"), default)).Total);
    }

    [Fact]
    public async Task Samples_LoadedTwice_AreThereOnceAndObeyTheRules()
    {
        var samples = new SampleInvoices(database.Database, new(database.Database, [listener], TimeProvider.System), TimeProvider.System);
        var first = Assert.IsType<IntakeResult.Stored>(await samples.LoadAsync(database.Owner, default));
        Assert.Equal(Enumerable.Range(1001, 8).Select(number => ($"{number}", true)), first.Invoices.Select(invoice => (invoice.Number, invoice.IsNew)));
        var again = Assert.IsType<IntakeResult.Stored>(await samples.LoadAsync(database.Owner, default));
        Assert.Equal(first.Invoices.Select(invoice => invoice with { IsNew = false }), again.Invoices);
        foreach (var row in (await new InvoiceList(database.Database).PageAsync(database.Workspace, new(), default)).Rows)
        {
            var invoice = await FindAsync(row.Id);
            Assert.Empty(InvoiceRules.Check(invoice));
            Assert.Empty(CustomerRules.Check(invoice.Customer));
            Assert.Equal(ContentHash.Of(invoice), invoice.ContentHash);
        }
        Assert.Empty(listener.Numbers);
    }

    private InvoiceForm Draft(string number) => new()
    {
        Number = number, CustomerId = customer, IssueDate = new(2026, 11, 5), DueDate = new(2026, 11, 13),
        Lines = [new() { Description = "Æbler", Quantity = 2, UnitPrice = 100 }, new() { Description = "Pærer", UnitPrice = 50 }],
    };

    private async Task<SaveResult.Saved> SaveAsync(InvoiceForm draft) =>
        Assert.IsType<SaveResult.Saved>(await editor.SaveAsync(database.Owner, draft, default));

    private async Task<Invoice> FindAsync(Guid id) => (await new InvoiceDetails(database.Database).FindAsync(database.Workspace, id, default))!;

    private async Task PushedAsync(Guid id, CopyState state) => await database.Database.WriteAsync(
        database.Workspace, async (db, ct) => (await db.Set<Invoice>().SingleAsync(invoice => invoice.Id == id, ct)).CopyState = state, default);

    private async Task<Guid> CustomerAsync(string name) => Assert.IsType<SaveResult.Saved>(
        await new CustomerEditor(database.Database, TimeProvider.System, new CustomerOwners(database.Database, [])).SaveAsync(database.Owner, new() { Name = name }, default)).Id;
}
