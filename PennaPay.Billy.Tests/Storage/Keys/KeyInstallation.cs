using System.Net;
using System.Text;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Storage.Keys;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Storage.Keys;

/// <summary>A data folder, and a master key beside it. Nothing is pushed by itself.</summary>
internal sealed class KeyInstallation : IDisposable
{
    private readonly TemporaryFolder place = new();

    public KeyInstallation() => Directory.CreateDirectory(Data);

    public TestClock Clock { get; } = new();

    public string Data => Path.Combine(place.Path, "data");

    public string Ring => Path.Combine(Data, "keys");

    public string MasterKeyFile => Path.Combine(place.Path, "master-key");

    public void Dispose() => place.Dispose();

    public string Beside(string name) => Path.Combine(place.Path, name);

    public void WriteMasterKey(MasterKey? key = null) => File.WriteAllText(MasterKeyFile, (key ?? MasterKey.Create()).Encode());

    public TestApp Start(string? data = null, bool withMasterKey = true) => TestApp.Start(
        new Dictionary<string, string?>
        {
            ["Billy:RequestsPerSecond"] = "0", ["Storage:MasterKeyFile"] = withMasterKey ? MasterKeyFile : null,
            // It stands for Billy, which knows the token.
            ["Sandbox:StateDirectory"] = place.Path,
        },
        data ?? Data,
        services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.Remove(services.Single(service => service.ImplementationType == typeof(PushWorker)));
        });

    /// <summary>Starts it for the first time, connects, and stops it.</summary>
    public async Task<(Actor Owner, string Token)> PrepareAsync(bool withMasterKey = true)
    {
        await TemplateDatabase.CopyToAsync(Data);
        await using var app = Start(withMasterKey: withMasterKey);
        var owner = await app.CreateOwnerAsync();
        var token = app.Services.GetRequiredService<BillySandbox>().DefaultToken;
        Assert.IsType<ConnectResult.Connected>(
            await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(owner, token, sandbox: true, default));
        Assert.True(await IsReadyAsync(app));
        return (owner, token);
    }

    /// <summary>Runs a command on the data folder with its master key.</summary>
    public async Task<(int ExitCode, string Said)> RunAsync(string typed, params string[] args)
    {
        string[] settings = args.Any(arg => arg.StartsWith("--Storage:MasterKeyFile", StringComparison.Ordinal)) || !File.Exists(MasterKeyFile)
            ? []
            : [$"--Storage:MasterKeyFile={MasterKeyFile}"];
        var (exitCode, output, errors) = await CalledCommand.RunAsync(Data, [.. args, .. settings], typed);
        return (exitCode, string.Join('\n', new[] { output, errors }.Where(said => said.Length > 0)));
    }

    public async Task<string> DoAsync(params string[] args)
    {
        var (exitCode, said) = await RunAsync("", args);
        Assert.True(exitCode == 0, said);
        return said;
    }

    public static async Task<bool> IsReadyAsync(TestApp app)
    {
        using var client = app.CreateClient();
        using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.OK;
    }

    public static async Task<ConnectionStatus> StatusAsync(TestApp app, Actor owner) =>
        (await app.Services.GetRequiredService<BillyConnector>().ViewAsync(owner.Workspace, default)).Status;

    /// <summary>What the keys of the ring are, in every form in which a file could hold them.</summary>
    public static IReadOnlyList<byte[]> SecretsOf(TestApp app) =>
    [
        .. app.Services.GetRequiredService<IKeyManager>().GetAllKeys()
            .SelectMany(key => key.Descriptor.ExportToXml().SerializedDescriptorElement.Descendants("value"))
            .SelectMany(value => (byte[][])[Encoding.UTF8.GetBytes(value.Value), Convert.FromBase64String(value.Value)]),
    ];

    /// <summary>The files under a folder that hold any of it.</summary>
    public static IReadOnlyList<string> Holding(string folder, IEnumerable<byte[]> secrets) =>
    [
        .. from file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
           where !file.EndsWith("pennapay.lock", StringComparison.Ordinal)
           let content = Read(file)
           where secrets.Any(secret => content.AsSpan().IndexOf(secret) >= 0)
           select file,
    ];

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
