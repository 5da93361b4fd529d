using PennaPay.Billy.Core.Storage.Keys;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Health;

namespace PennaPay.Billy.Tests.Storage.Keys;

/// <summary>Starts that are refused for the sake of keys and data, with a sentence each.</summary>
public sealed class KeyStartTests : IDisposable
{
    private readonly KeyInstallation place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task WithoutAMasterKey_IsRefused(string environment) => Assert.Contains(
        await RefusedAsync(environment, ("Storage:MasterKey", "")),
        line => line.StartsWith("Storage:MasterKeyFile: without a master key whoever gets the data folder or a backup can use the access tokens.", StringComparison.Ordinal));

    [Fact]
    public async Task MasterKeyThatIsNone_OrLiesBesideTheData_IsRefused()
    {
        var inside = Path.Combine(place.Data, "master-key");
        await File.WriteAllTextAsync(inside, "no key");

        var lines = await RefusedAsync("Production", ("Storage:MasterKey", ""), ("Storage:MasterKeyFile", inside));

        Assert.Contains(lines, line => line.StartsWith($"Storage:MasterKeyFile: '{inside}' holds no master key.", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith($"Storage:MasterKeyFile: '{inside}' lies in the data folder, beside what it opens.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TwoMasterKeys_AreRefused() => Assert.Contains(
        "Storage:MasterKey: Storage:MasterKeyFile is set too. Take one of them away.",
        await RefusedAsync("Production", ("Storage:MasterKeyFile", place.MasterKeyFile)));

    [Theory]
    [InlineData("Production", true)]
    [InlineData("Development", true)]
    [InlineData("Development", false)]
    public async Task AnotherMasterKey_OrNone_IsRefused_AndNothingIsChanged(string environment, bool another)
    {
        var right = MasterKey.Create();
        place.WriteMasterKey(right);
        await place.PrepareAsync();
        var before = Directory.GetFiles(place.Ring).ToDictionary(file => file, File.ReadAllText);
        var wrong = MasterKey.Create();

        var lines = await RefusedAsync(environment, ("Storage:MasterKey", another ? wrong.Encode() : ""));

        var named = another ? $"the one that is named is {wrong.Id}" : "none is named";
        Assert.Contains(lines, line => line.Contains($"is wrapped by the master key {right.Id}, and {named}. ", StringComparison.Ordinal));
        Assert.Equal(before, Directory.GetFiles(place.Ring).ToDictionary(file => file, File.ReadAllText));
    }

    [Fact]
    public async Task KeyFileThatWasChanged_IsRefused()
    {
        place.WriteMasterKey();
        await place.PrepareAsync();
        var file = Directory.GetFiles(place.Ring).Single();
        var text = await File.ReadAllTextAsync(file);
        var at = text.IndexOf("</wrapped>", StringComparison.Ordinal) - 12;
        await File.WriteAllTextAsync(file, text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..]);

        var lines = await RefusedAsync("Development", ("Storage:MasterKeyFile", place.MasterKeyFile));

        Assert.Contains(lines, line => line.StartsWith($"Storage: the key file '{file}' was changed since the master key ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TemporaryFolder_IsRefused() => Assert.Contains(
        $"Storage:DataDirectory: the folder '{place.Data}' is for temporary files, which are cleared away. Name one that lasts, such as '/var/lib/pennapay'.",
        await RefusedAsync("Production", ("Storage:FolderMayVanish", "false")));

    [Fact]
    public async Task NoFolder_IsRefused() => Assert.Contains(
        "Storage:DataDirectory must name a folder.", await RefusedAsync("Production", ("Storage:DataDirectory", " ")));

    [Theory]
    [InlineData("/dev/shm/pennapay/data", "is in memory")]
    [InlineData("/tmp", "is for temporary files")]
    [InlineData("/var/tmp/data", "is for temporary files")]
    [InlineData("/var/lib/pennapay", null)]
    [InlineData("/tmpdata", null)]
    public void Folder_ThatDoesNotLast_IsFound(string folder, string? why)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var problem = LastingFolder.FindProblem(folder);
        Assert.Equal(why is null, problem is null);
        Assert.Contains(why ?? "", problem ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_InsideTheProgram_IsFound_AlsoByALink()
    {
        var inside = Path.Combine(AppContext.BaseDirectory, "data");
        Assert.Contains("lies inside the program's folder", LastingFolder.FindProblem(inside), StringComparison.Ordinal);
        var link = place.Beside("link");
        Directory.CreateSymbolicLink(link, AppContext.BaseDirectory);
        Assert.Contains("lies inside the program's folder", LastingFolder.FindProblem(Path.Combine(link, "data")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credential_OfSystemd_IsTaken()
    {
        var credentials = Directory.CreateDirectory(place.Beside("credentials")).FullName;
        var master = MasterKey.Create();
        await File.WriteAllTextAsync(Path.Combine(credentials, "pennapay-master-key"), master.Encode() + "\n");
        await TemplateDatabase.CopyToAsync(place.Data);

        await using (var app = TestApp.Start(new Dictionary<string, string?> { ["CREDENTIALS_DIRECTORY"] = credentials }, place.Data))
            Assert.True(await KeyInstallation.IsReadyAsync(app));

        Assert.Equal([master.Id], new KeyFile(Directory.GetFiles(place.Ring).Single()).Look(null).By);
    }

    private async Task<string[]> RefusedAsync(string environment, params (string Key, string Value)[] settings)
    {
        var (exitCode, errors) = await ChildProgram.RunToEndAsync(environment, [("Storage:DataDirectory", place.Data), .. settings]);
        Assert.Equal(1, exitCode);
        return errors.Split('\n', StringSplitOptions.TrimEntries);
    }
}
