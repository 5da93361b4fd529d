using System.Text;

namespace PennaPay.Billy.Tests.Support;

/// <summary>The watch over all tests sees what it is there to see.</summary>
public sealed class TokenWatchTests
{
    private const string Token = "0123456789abcdef0123456789abcdef01234567";

    [Fact]
    public async Task TokenThatCame_IsFoundInLogsAndFiles()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("X-Access-Token", Token);
        using var answer = await client.GetAsync(new Uri(sandbox.BaseAddress, "organization"));
        var file = Path.Combine(folder.Path, "nested", "some.db");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);

        sandbox.Tokens.Verify(["Nothing."], folder.Path);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => sandbox.Tokens.Verify([$"GET with {Token.ToUpperInvariant()}"], folder.Path));
        await File.WriteAllBytesAsync(file, [0xff, 0, .. Encoding.ASCII.GetBytes(Token), 0xfe]);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => sandbox.Tokens.Verify([], folder.Path));
    }
}
