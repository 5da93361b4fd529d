using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Tests.Connections;

public sealed class TokenVaultTests
{
    private const string Canary = "c4n4ry0b0c4e7f41d2a86b3c9e1f07d5a2b4c6e8";

    private readonly SecretVault vault = new(new EphemeralDataProtectionProvider(), NullLogger<SecretVault>.Instance);
    private readonly WorkspaceId workspace = WorkspaceId.New();

    [Fact]
    public void Unprotect_InTheSameWorkspace_GivesTheTokenBack()
    {
        var ciphertext = vault.Protect(workspace, Token())!;

        Assert.DoesNotContain(Canary, ciphertext, StringComparison.Ordinal);
        Assert.Equal(Canary, vault.Unprotect(workspace, ciphertext)!.Reveal());
    }

    [Fact]
    public void Unprotect_InAnotherWorkspace_OpensNothing() =>
        Assert.Null(vault.Unprotect(WorkspaceId.New(), vault.Protect(workspace, Token())!));

    [Theory]
    [InlineData("")]
    [InlineData("not base64 !")]
    [InlineData("AAAA")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Unprotect_OfAnythingElse_OpensNothing(string ciphertext) =>
        Assert.Null(vault.Unprotect(workspace, ciphertext));

    [Fact]
    public async Task LostKeyRing_IsAStateAndLeavesTheStoredValueAlone()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        var before = await host.StoredAsync();
        var missing = new Failure(FailureCodes.EncryptionKeyMissing);

        await host.WithoutKeysAsync(async connector =>
        {
            var view = await connector.ViewAsync(host.Workspace, default);
            Assert.Equal((ConnectionStatus.KeyMissing, missing), (view.Status, view.Problem));
            Assert.Equal(missing, Assert.IsType<TestResult.Failed>(await connector.TestAsync(host.Workspace, default)).Failure);
            Assert.Equal(new BillyAccessResult.Refused(missing), await connector.OpenAsync(host.Workspace, default));
            Assert.Equal(new ListAccountsResult.Refused(missing), await connector.ListAccountsAsync(host.Workspace, default));
            Assert.Equivalent(before, await host.StoredAsync(), strict: true);

            // Connecting anew is the way out.
            Assert.IsType<ConnectResult.Connected>(await connector.ConnectAsync(host.Workspace, host.Token, sandbox: true, default));
            Assert.Equal(ConnectionStatus.Connected, (await connector.ViewAsync(host.Workspace, default)).Status);
        });
    }

    [Fact]
    public async Task Token_AppearsInNoLogLineAndNoFile()
    {
        await using var host = await ConnectionHost.StartAsync();
        host.Sandbox.Control.CreateCompany(new() { Token = Canary });

        var connected = await host.Connector.ConnectAsync(host.Workspace, Canary, sandbox: true, default);
        await host.Connector.ListAccountsAsync(host.Workspace, default);
        host.Sandbox.Control.Revoke(Canary);
        var failed = await host.Connector.TestAsync(host.Workspace, default);
        var refused = await host.Connector.ConnectAsync(host.Workspace, Canary, sandbox: true, default);

        Assert.DoesNotContain(Canary, $"{connected} {failed} {refused} {await host.Connector.OpenAsync(host.Workspace, default)}", StringComparison.Ordinal);
        Assert.NotEmpty(host.Logs.Lines);
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains(Canary, StringComparison.OrdinalIgnoreCase));
        var files = Directory.GetFiles(host.DataDirectory, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith(".db-wal", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => Holds(file, Canary));
        // The search itself works: the last four characters and the organisation are there in plain text.
        Assert.Contains(files, file => Holds(file, "PennaPay Prøvefirma ApS"));
    }

    private static AccessToken Token()
    {
        Assert.Null(AccessTokenRule.Any.Check(Canary, out var token));
        return token!;
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
