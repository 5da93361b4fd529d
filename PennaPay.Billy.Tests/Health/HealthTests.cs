using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Keys;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Upgrade;

namespace PennaPay.Billy.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Program_Started_IsLiveAndReady()
    {
        await using var app = TestApp.Start();
        using var client = app.CreateClient();
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health/live", UriKind.Relative)));
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative)));
    }

    [Fact]
    public async Task FirstStart_SaysNothingOfConcern_AndLastWhereToOpen()
    {
        using var folder = new TemporaryFolder();
        await using var program = await RunningProgram.StartAsync(folder.Path);

        var lines = await program.LinesUntilAsync("PennaPay is ready. Open ");

        Assert.DoesNotContain(lines, line => line.StartsWith("warn:", StringComparison.Ordinal) || line.StartsWith("fail:", StringComparison.Ordinal));
        Assert.Equal($"PennaPay is ready. Open {program.Url.GetLeftPart(UriPartial.Authority)} in a browser.", lines[^1].Trim());
        // On a busy machine it also says that the database takes a while.
        var patience = lines.Count(line => line.Contains("The database is being made ready", StringComparison.Ordinal));
        Assert.InRange(lines.Count - (2 * patience), 2, 14);
    }

    [Fact]
    public async Task Start_SomethingIsMissing_RefusesWithOneSentenceEach()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "data");
        await File.WriteAllTextAsync(file, "");

        var (exitCode, errors) = await ChildProgram.RunToEndAsync("Production", ("Storage:DataDirectory", file));

        Assert.Equal(1, exitCode);
        Assert.Collection(
            errors.Split('\n', StringSplitOptions.TrimEntries),
            line => Assert.StartsWith($"Storage:DataDirectory: the folder '{file}' cannot be written to (", line, StringComparison.Ordinal),
            line => Assert.Equal("AllowedHosts: name the host names that this program answers to, such as 'bogholderi.example.dk'.", line),
            line => Assert.StartsWith("Security: passwords and sessions would travel in clear. Name the proxy", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_AKeyFileIsTruncated_RefusesAndNamesIt()
    {
        using var folder = OldInstallation.Unpack();
        var key = Directory.GetFiles(Path.Combine(folder.Path, "keys"), "*.xml")[0];
        await File.WriteAllBytesAsync(key, (await File.ReadAllBytesAsync(key))[..^100]);

        var (exitCode, errors) = await ChildProgram.RunToEndAsync("Development", ("Storage:DataDirectory", folder.Path));

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"Storage:DataDirectory: the key file '{key}' cannot be read (", errors, StringComparison.Ordinal);
        Assert.EndsWith(
            "). Put it back from a backup, or move it away; access tokens that only it opens must then be pasted anew.", errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', errors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<key id=\"2a1b9c47-1d5f-4a0e-9c57-3f3f2f0d9c11\" version=\"1\"><creationDate>2026-11-20</creationDate></key>")]
    [InlineData("<html>404</html>")]
    public async Task FileAmongTheKeys_ThatIsNoWholeKey_IsFound(string content)
    {
        using var folder = new TemporaryFolder();
        var key = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "keys")).FullName, "key-1.xml");
        await File.WriteAllTextAsync(key, content);

        Assert.Equal(key, Assert.Single(KeyRing.FindDamaged(new StorageOptions { DataDirectory = folder.Path })).File);
    }

    [SlowFact]
    public async Task SecondProcessOnTheSameFolder_SaysWhoHasIt_AndEnds()
    {
        using var folder = new TemporaryFolder();
        await using var program = await RunningProgram.StartAsync(folder.Path);

        var (exitCode, errors) = await ChildProgram.RunToEndAsync("Development", ("Storage:DataDirectory", folder.Path));

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"Storage:DataDirectory: the folder '{folder.Path}' is in use by dotnet (process {program.ProcessId} on ", errors, StringComparison.Ordinal);
        Assert.EndsWith("UTC). Stop that first, or name another folder.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OptionsOutOfRange_RefusesWithTheKey()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, errors) = await ChildProgram.RunToEndAsync(
            "Development", ("Storage:DataDirectory", folder.Path), ("Security:SignInsPerMinute", "0"));
        Assert.Equal((1, "Security:SignInsPerMinute must be at least 1."), (exitCode, errors));
    }

    [Fact]
    public async Task Production_ShowsNoSandboxAndNoDetails()
    {
        await using var app = TestApp.Start(
            new Dictionary<string, string?> { ["AllowedHosts"] = "127.0.0.1;localhost", ["Security:PlainHttpOnThisHost"] = "true" }, environment: "Production");
        using var client = app.CreateClient();
        using var sandbox = await client.GetAsync(new Uri("/sandbox/billy/v2/organization", UriKind.Relative));
        Assert.Equal("/first-run", app.LocationOf(sandbox));
    }
}
