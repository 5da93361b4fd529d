using PennaPay.Billy.Core.Push.Upgrade;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Upgrade;

/// <summary>What start-up says of doubtful rows, and that it says it once.</summary>
public sealed class UpgradeReportTests
{
    [Fact]
    public async Task Upgrade_CountsWhatIsDoubtful_OneLineEach()
    {
        await using var old = await OldInstallation.OpenAsync();

        Assert.Equal(new UpgradeDoubts(UnnamedPushes: 1, NamelessAccounts: 2, SharedContacts: 1, StrandedPushes: 1), await old.UpgradeAsync());

        var lines = LinesOf(old);
        Assert.Equal(4, lines.Count);
        Assert.Contains("1 pushes did not say which account they went to.", lines[0], StringComparison.Ordinal);
        Assert.Contains("2 accounts that were connected earlier are known by their id alone.", lines[1], StringComparison.Ordinal);
        Assert.Contains("1 customers have a contact that belongs to another customer.", lines[2], StringComparison.Ordinal);
        Assert.Contains("1 pushes still wait for an account that is not connected any more.", lines[3], StringComparison.Ordinal);
        Assert.DoesNotContain(old.Logs.Lines, line => line.Contains("ApS", StringComparison.Ordinal) || line.Contains("Tandl", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SecondStart_ChangesNothingAndSaysNothing()
    {
        await using var old = await OldInstallation.OpenUpgradedAsync();
        var file = new SqliteFile(old.DataDirectory);
        var before = file.Everything();
        var lines = LinesOf(old).Count;

        await old.UpgradeAsync();

        Assert.Equal(before, file.Everything());
        Assert.Equal(lines, LinesOf(old).Count);
    }

    [Fact]
    public async Task DatabaseOfThisVersion_HasNothingToReport()
    {
        await using var host = await PushHost.StartAsync();
        await host.PushAsync(await host.AddInvoiceAsync());
        var before = new SqliteFile(host.DataDirectory).Everything();

        await host.Get<DatabaseMigration>().RunAsync(default);

        Assert.Null(host.Get<UpgradeReport>().Doubts);
        Assert.Equal(before, new SqliteFile(host.DataDirectory).Everything());
    }

    private static List<string> LinesOf(OldInstallation old) =>
        [.. old.Logs.Lines.Where(line => line.StartsWith($"Warning {typeof(UpgradeReport).FullName}", StringComparison.Ordinal))];
}
