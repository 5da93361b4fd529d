using System.Text;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Upgrade;

/// <summary>The copy that an upgrade keeps holds a connection's secret as long as the connection does, and no longer.</summary>
public sealed class UpgradedSecretTests
{
    [Fact]
    public async Task Disconnecting_ForgetsThemInTheCopyOfBeforeTheUpgrade()
    {
        await using var old = await OldInstallation.OpenAsync();
        var secrets = old.Rows("SELECT \"ProtectedToken\" FROM \"BillyConnections\" WHERE \"ProtectedToken\" IS NOT NULL");
        Assert.NotEmpty(secrets);
        await old.UpgradeAsync();
        var copy = Assert.Single(Directory.GetFiles(old.DataDirectory, "*-before-*"));
        Assert.All(secrets, secret => Assert.True(Holds(copy, secret)));

        await old.Get<BillyConnector>().DisconnectAsync(OldInstallation.Owner, default);

        Assert.All(secrets, secret => Assert.False(Holds(copy, secret)));
        using var kept = new TemporaryFolder();
        File.Copy(copy, Path.Combine(kept.Path, "pennapay.db"));
        Assert.Equal(old.Rows("SELECT COUNT(*) FROM \"Invoices\""), new SqliteFile(kept.Path).Rows("SELECT COUNT(*) FROM \"Invoices\""));
    }

    [Fact]
    public async Task CopyThatCannotBeChanged_IsInTheLog_AndHindersNothing()
    {
        await using var old = await OldInstallation.OpenAsync();
        await old.UpgradeAsync();
        var copy = Assert.Single(Directory.GetFiles(old.DataDirectory, "*-before-*"));
        await File.WriteAllTextAsync(copy, "no database");

        var view = await old.Get<BillyConnector>().DisconnectAsync(OldInstallation.Owner, default);

        Assert.Equal(ConnectionStatus.NotConnected, view.Status);
        Assert.Contains(old.Logs.Lines, line => line.Contains(Path.GetFileName(copy), StringComparison.Ordinal));
    }

    private static bool Holds(string file, string text) => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
