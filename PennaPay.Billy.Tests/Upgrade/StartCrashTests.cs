#if CRASH_POINTS
using PennaPay.Billy.Core.Storage.Backups;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Upgrade;

/// <summary>Each named place where a start or a restore can die: the next one comes up, with everything that was there.</summary>
public sealed class StartCrashTests : IDisposable
{
    private const string Counts = "SELECT (SELECT COUNT(*) FROM Invoices), (SELECT COUNT(*) FROM Pushes), (SELECT COUNT(*) FROM Customers)";

    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("start.before-upgrade")]
    [InlineData("upgrade.after-copy")]
    [InlineData("upgrade.after-change")]
    [InlineData("upgrade.whole")]
    [InlineData("upgrade.after-log")]
    [InlineData("upgrade.put-aside")]
    [InlineData("upgrade.in-place")]
    [InlineData("start.after-upgrade")]
    [InlineData("start.ready")]
    [Trait("Category", "Crash")]
    public async Task Upgrade_KilledThere_IsDoneByTheNextStart(string point)
    {
        using var old = OldInstallation.Unpack();
        var before = new SqliteFile(old.Path).Rows(Counts);

        await DieAsync(old.Path, point);
        await StartingChild.StartAsync(old.Path);

        Assert.Equal(before, new SqliteFile(old.Path).Rows(Counts));
        Assert.Empty(Directory.GetFiles(old.Path, "*.upgrad*"));
    }

    [Theory]
    [InlineData("start.before-upgrade")]
    [InlineData("upgrade.after-copy")]
    [InlineData("upgrade.after-change")]
    [InlineData("upgrade.whole")]
    [InlineData("upgrade.put-aside")]
    [InlineData("upgrade.in-place")]
    [InlineData("start.after-upgrade")]
    [InlineData("start.ready")]
    [Trait("Category", "Crash")]
    public async Task FirstStart_KilledThere_IsDoneByTheNext(string point)
    {
        await DieAsync(place.Path, point);
        await using var program = await RunningProgram.StartAsync(place.Path);
        using var http = new HttpClient();
        Assert.Equal("Healthy", await http.GetStringAsync(new Uri(program.Url, "/health/ready")));
    }

    [Theory]
    [InlineData("restore.taken-out")]
    [InlineData("restore.marked")]
    [InlineData("restore.before-file")]
    [InlineData("restore.in-place")]
    [Trait("Category", "Crash")]
    public async Task Restore_KilledThere_LeavesAllOrNothingThatStarts(string point)
    {
        using var old = OldInstallation.Unpack();
        var backup = Path.Combine(place.Path, "backup.zip");
        var target = Path.Combine(place.Path, "target");
        Assert.Equal(0, (await ChildProgram.RunCommandAsync(old.Path, "backup", backup)).ExitCode);

        await DieAsync(target, point, backup);

        var isWhole = File.Exists(Path.Combine(target, "pennapay.db")) && !BackupRestorer.WasInterruptedIn(target);
        Assert.Equal(point == "restore.in-place", File.Exists(Path.Combine(target, "pennapay.db")));
        if (!isWhole)
        {
            Directory.Delete(target, recursive: true);
            Assert.Equal(0, (await ChildProgram.RunCommandAsync(place.Path, "restore", backup, "--to", target)).ExitCode);
        }

        Assert.Equal(new SqliteFile(old.Path).Rows(Counts), new SqliteFile(target).Rows(Counts));
        Assert.True(File.Exists(Path.Combine(target, "restored")));
    }

    [Fact]
    [Trait("Category", "Crash")]
    public async Task RestoredMark_TakenUpHalfWay_IsTakenUpAgain()
    {
        using var old = OldInstallation.Unpack();
        await StartingChild.StartAsync(old.Path);
        await File.WriteAllTextAsync(Path.Combine(old.Path, "restored"), "2026-11-20T12:00:00.0000000+00:00");

        await DieAsync(old.Path, "restore.after-mark");
        Assert.True(File.Exists(Path.Combine(old.Path, "restored")));
        await StartingChild.StartAsync(old.Path);

        Assert.False(File.Exists(Path.Combine(old.Path, "restored")));
        Assert.Empty(new SqliteFile(old.Path).Rows("SELECT Id FROM Connections WHERE BehindSince IS NULL"));
    }

    private static async Task DieAsync(string folder, string point, params string[] backup)
    {
        var (exitCode, errors) = await ChildProgram.RunTestProgramAsync([StartingChild.Command, folder, point, .. backup]);
        Assert.True(exitCode == 134, $"{point}: the program ended with {exitCode}: {errors}");
    }
}
#endif
