using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Planning;
using PennaPay.Billy.Core.Records.Invoices.Import.Unfinished;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class UnfinishedImportTests : IAsyncLifetime
{
    private const string Table = "Kunde;CVR;Fakturanr;Dato;Vare;Pris;Moms\nFejl ApS;12345678;1;2026-01-02;T;100;25\nAnden ApS;;2;2026-01-02;T;100;0";

    private readonly TestClock clock = new();
    private TestDatabase database = null!;

    private UnfinishedImports Imports => new(database.Database, new(NullLogger<UnfinishedImportFeed>.Instance), clock);

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync(clock);

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task Kept_ItIsListedAndCounted_AndOpensAsItWas()
    {
        var importer = Importing.ImporterOf(database.Database);
        var file = await Importing.FileAsync("fakturaer.csv", Table);
        var plan = await importer.PlanAsync(database.Owner, file);
        Assert.Equal(2, plan.Questions.Count);
        var answers = new Dictionary<string, ImportAnswer> { [plan.Questions[0].Id] = ImportAnswer.KeepNumber };

        var id = await KeepAsync(file, answers, questions: 1);

        var listed = Assert.Single(await Imports.ListAsync(database.Workspace, default));
        Assert.Equal((id, 1, 1, clock.GetUtcNow(), database.Owner.Name), (listed.Id, listed.FileCount, listed.Questions, listed.At, listed.StartedBy));
        Assert.Equal(["fakturaer.csv"], listed.FileNames);
        Assert.Equal(1, await Imports.CountAsync(database.Workspace, default));
        var opened = (await Imports.OpenAsync(database.Owner, id, default))!;
        var again = await importer.PlanAsync(database.Owner, opened.Files, opened.Answers, default);
        Assert.Equal((await importer.PlanAsync(database.Owner, [file], answers, default)).Fingerprint, again.Fingerprint);
        Assert.Equal(ImportAnswer.KeepNumber, again.Questions[0].Chosen);
    }

    [Fact]
    public async Task KeptAgain_ItTakesThePlaceOfTheFirst()
    {
        var file = await Importing.FileAsync("fakturaer.csv", Table);
        var first = await KeepAsync(file, Importing.NoAnswers, 2);
        var second = await KeepAsync(file, Importing.NoAnswers, 1, first);
        Assert.Equal((second, 1), Assert.Single(await Imports.ListAsync(database.Workspace, default)) is var only ? (only.Id, only.Questions) : default);
        Assert.Null(await Imports.OpenAsync(database.Owner, first, default));
    }

    [Fact]
    public async Task MoreThanThereIsRoomFor_IsRefused_AndNothingIsLost()
    {
        // Nothing makes random bytes smaller.
        var large = await Importing.FileAsync("stor.csv", RandomNumberGenerator.GetBytes((int)UnfinishedImports.MostBytes - 1_000_000));
        var kept = await KeepAsync(large, Importing.NoAnswers, 1);
        var more = await Importing.FileAsync("mere.csv", RandomNumberGenerator.GetBytes(1_100_000));

        Assert.IsType<KeepImportResult.NoRoom>(await Imports.KeepAsync(database.Owner, [more], Importing.NoAnswers, 1, default));
        Assert.Equal(kept, Assert.Single(await Imports.ListAsync(database.Workspace, default)).Id);
        // In place of what takes the room there is room.
        await KeepAsync(more, Importing.NoAnswers, 1, kept);
    }

    [Fact]
    public async Task TooMany_AreRefused()
    {
        var file = await Importing.FileAsync("fakturaer.csv", Table);
        for (var i = 0; i < UnfinishedImports.Most; i++)
            await KeepAsync(file, Importing.NoAnswers, 1);

        Assert.IsType<KeepImportResult.NoRoom>(await Imports.KeepAsync(database.Owner, [file], Importing.NoAnswers, 1, default));
    }

    [Fact]
    public async Task AfterAMonth_ItIsForgotten_WithItsFiles()
    {
        var id = await KeepAsync(await Importing.FileAsync("fakturaer.csv", Table), Importing.NoAnswers, 2);
        clock.Advance(UnfinishedImports.KeptFor);
        Assert.Equal(0, await Imports.SweepAsync(default));
        Assert.Equal(1, await Imports.CountAsync(database.Workspace, default));

        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(0, await Imports.CountAsync(database.Workspace, default));
        Assert.Null(await Imports.OpenAsync(database.Owner, id, default));
        Assert.Equal(1, await Imports.SweepAsync(default));
        Assert.DoesNotContain(await DatabaseDump.OfAsync(database.Database), row => row.StartsWith("Unfinished", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OfAnotherWorkspace_OrForAViewer_NothingOpens()
    {
        var id = await KeepAsync(await Importing.FileAsync("fakturaer.csv", Table), Importing.NoAnswers, 2);
        var stranger = TestActors.OwnerOf(WorkspaceId.New());
        Assert.Null(await Imports.OpenAsync(stranger, id, default));
        await Imports.ForgetAsync(stranger, id, default);
        Assert.Equal((1, 0), (await Imports.CountAsync(database.Workspace, default), await Imports.CountAsync(stranger.Workspace, default)));
        await Assert.ThrowsAsync<NotPermittedException>(() => Imports.OpenAsync(TestActors.PersonOf(database.Workspace, Role.Viewer), id, default));
    }

    private async Task<Guid> KeepAsync(ImportFile file, IReadOnlyDictionary<string, ImportAnswer> answers, int questions, Guid? id = null) =>
        Assert.IsType<KeepImportResult.Kept>(await Imports.KeepAsync(database.Owner, [file], answers, questions, default, id)).Id;
}
