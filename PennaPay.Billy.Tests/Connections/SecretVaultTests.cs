using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Keys;
using PennaPay.Billy.Core.Systems.Billy.Settings;

namespace PennaPay.Billy.Tests.Connections;

public sealed class SecretVaultTests : IDisposable
{
    private const string Canary = "c4n4ry0b0c4e7f41d2a86b3c9e1f07d5a2b4c6e8";

    private readonly EphemeralDataProtectionProvider protection = new();
    private readonly KeyRing ring = new(
        Options.Create(new StorageOptions()), new MasterKeySource(Options.Create(new StorageOptions())), NullLogger<KeyRing>.Instance);

    private readonly SecretVault vault;
    private readonly WorkspaceId workspace = WorkspaceId.New();
    private readonly Guid connection = Guid.NewGuid();

    public SecretVaultTests() => vault = new(protection, ring, NullLogger<SecretVault>.Instance);

    public void Dispose() => ring.Dispose();

    [Theory]
    [InlineData(40)]
    [InlineData(1000)]
    [InlineData(20_000)]
    public void Unprotect_OfTheSameConnection_GivesTheSecretBack(int length)
    {
        var secret = System.Security.Cryptography.RandomNumberGenerator.GetBytes(length);

        Assert.Equal(secret, vault.Unprotect(workspace, connection, vault.Protect(workspace, connection, secret)!));
    }

    [Fact]
    public void Protect_LeavesNothingReadable() =>
        Assert.DoesNotContain(Canary, vault.Protect(workspace, connection, Encoding.UTF8.GetBytes(Canary))!, StringComparison.Ordinal);

    [Fact]
    public void Unprotect_OfAnotherWorkspaceOrConnection_OpensNothing()
    {
        var ciphertext = vault.Protect(workspace, connection, Encoding.UTF8.GetBytes(Canary))!;

        Assert.Null(vault.Unprotect(WorkspaceId.New(), connection, ciphertext));
        Assert.Null(vault.Unprotect(workspace, Guid.NewGuid(), ciphertext));
    }

    [Fact]
    public void Unprotect_OfWhatAnEarlierVersionWrote_GivesTheSecretBack()
    {
        var old = protection.CreateProtector("PennaPay.Billy.AccessToken", "v1", workspace.ToString()).Protect(Canary);

        Assert.Equal(Canary, Encoding.UTF8.GetString(vault.Unprotect(workspace, connection, old)!));
        Assert.Null(vault.Unprotect(WorkspaceId.New(), connection, old));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64 !")]
    [InlineData("AAAA")]
    [InlineData("2:")]
    [InlineData("2:not base64 !")]
    [InlineData("2:AAAA")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Unprotect_OfAnythingElse_OpensNothing(string ciphertext) =>
        Assert.Null(vault.Unprotect(workspace, connection, ciphertext));

    [Fact]
    public async Task LostKeyRing_IsAStateAndLeavesTheStoredValueAlone()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        var before = await host.StoredAsync();
        var missing = new Failure(FailureCodes.EncryptionKeyMissing);

        await host.WithoutKeysAsync(async (connector, settings) =>
        {
            var view = await connector.ViewAsync(host.Workspace, default);
            Assert.Equal((ConnectionStatus.KeyMissing, missing), (view.Status, view.Problem));
            Assert.Equal(missing, Assert.IsType<TestResult.Failed>(await connector.TestAsync(host.Owner, default)).Failure);
            Assert.Equal(new Opening(null, missing), await connector.OpenAsync(host.Workspace, default));
            Assert.Equal(new ListAccountsResult.Refused(missing), await settings.ListAccountsAsync(host.Workspace, default));
            Assert.Equivalent(before, await host.StoredAsync(), strict: true);

            // Connecting anew is the way out.
            Assert.IsType<ConnectResult.Connected>(await connector.ConnectAsync(host.Owner, host.Token, sandbox: true, default));
            Assert.Equal(ConnectionStatus.Connected, (await connector.ViewAsync(host.Workspace, default)).Status);
        });
    }

    [Fact]
    public async Task Token_AppearsInNoLogLineAndNoFile()
    {
        await using var host = await ConnectionHost.StartAsync();
        host.Sandbox.Control.CreateCompany(new() { Token = Canary });

        var connected = await host.Connector.ConnectAsync(host.Owner, Canary, sandbox: true, default);
        await host.Settings.ListAccountsAsync(host.Workspace, default);
        host.Sandbox.Control.Revoke(Canary);
        var failed = await host.Connector.TestAsync(host.Owner, default);
        var refused = await host.Connector.ConnectAsync(host.Owner, Canary, sandbox: true, default);

        Assert.DoesNotContain(Canary, $"{connected} {failed} {refused} {await host.Connector.OpenAsync(host.Workspace, default)}", StringComparison.Ordinal);
        Assert.NotEmpty(host.Logs.Lines);
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains(Canary, StringComparison.OrdinalIgnoreCase));
        var files = Directory.GetFiles(host.DataDirectory, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith(".db-wal", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => Holds(file, Canary));
        // The search itself works: the last four characters and the organisation are there in plain text.
        Assert.Contains(files, file => Holds(file, "PennaPay Prøvefirma ApS"));
    }

    private static bool Holds(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0
            || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;
    }
}
