using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Keys;
using PennaPay.Billy.Core.Keys;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Access.Keys;

/// <summary>Keys are made, checked, made anew and taken back.</summary>
public sealed class ApiKeyTests : IAsyncLifetime
{
    private static readonly Guid Connection = Guid.CreateVersion7();

    private readonly TestClock clock = new();
    private TestDatabase test = null!;
    private ApiKeyCheck check = null!;
    private ApiKeys keys = null!;

    public async Task InitializeAsync()
    {
        test = await TestDatabase.CreateAsync(clock);
        check = NewCheck();
        keys = new(test.Database, check, clock);
    }

    public Task DisposeAsync() => test.DisposeAsync().AsTask();

    [Fact]
    public async Task Key_SaysWhoseItIs_AndMayChangeNothing()
    {
        var made = await MakeAsync("  Claude på\tkontoret ");

        var valid = Assert.IsType<ApiKeyAnswer.Valid>(await CheckAsync(made));

        Assert.Equal(
            (made.Id, test.Workspace, "Claude på kontoret", Connection, "billy:read"),
            (valid.Id, valid.WorkspaceId, valid.Name, valid.ConnectionId, string.Join(' ', valid.Scopes)));
        Assert.Equal(
            (test.Workspace, ActorKind.Key, made.Id.ToString(), "Claude på kontoret"), (valid.Actor.Workspace, valid.Actor.Kind, valid.Actor.Id, valid.Actor.Name));
        Assert.DoesNotContain(Enum.GetValues<Permission>(), valid.Actor.May);
    }

    [Fact]
    public async Task Stored_IsTheHashAlone()
    {
        var made = await MakeAsync();
        await using var db = test.Database.Read(test.Workspace);
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;

        var text = string.Concat(Directory.GetFiles(Path.GetDirectoryName(file)!).Select(path => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path))));

        Assert.Contains(made.Secret.Prefix, text, StringComparison.Ordinal);
        // No part of what is not shown, either.
        for (var at = ApiKeySecret.PrefixLength; at + 8 <= made.Secret.Reveal().Length; at++)
            Assert.DoesNotContain(made.Secret.Reveal()[at..(at + 8)], text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("ppb_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task WhatIsNoKey_IsUnknown(string? presented) => Assert.IsType<ApiKeyAnswer.Unknown>(await check.CheckAsync(presented, default));

    [Fact]
    public async Task KeyThatNobodyMade_IsUnknown() =>
        Assert.IsType<ApiKeyAnswer.Unknown>(await check.CheckAsync(ApiKeySecret.Create().Reveal(), default));

    [Fact]
    public async Task Key_ExpiresByTheClock_ToTheMoment()
    {
        var made = await MakeAsync(expiresAt: clock.GetUtcNow().AddDays(30));
        clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.IsType<ApiKeyAnswer.Valid>(await CheckAsync(made));

        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.IsType<ApiKeyAnswer.Expired>(await CheckAsync(made));
    }

    [Fact]
    public async Task Revoked_OpensNothing_AtOnce()
    {
        var made = await MakeAsync();
        Assert.IsType<ApiKeyAnswer.Valid>(await CheckAsync(made));

        Assert.True(await keys.RevokeAsync(test.Owner, made.Id, default));

        Assert.IsType<ApiKeyAnswer.Revoked>(await CheckAsync(made));
        Assert.False(await keys.RevokeAsync(test.Owner, made.Id, default));
        Assert.IsType<ApiKeyResult.NotFound>(await keys.RotateAsync(test.Owner, made.Id, default));
    }

    [Fact]
    public async Task RevokedByAnotherProcess_OpensNothing_AfterFiveSeconds()
    {
        var made = await MakeAsync();
        var elsewhere = NewCheck();
        Assert.IsType<ApiKeyAnswer.Valid>(await elsewhere.CheckAsync(made.Secret.Reveal(), default));
        await keys.RevokeAsync(test.Owner, made.Id, default);

        clock.Advance(ApiKeyCheck.KeptFor);

        Assert.IsType<ApiKeyAnswer.Revoked>(await elsewhere.CheckAsync(made.Secret.Reveal(), default));
    }

    [Fact]
    public async Task KeptKey_IsNotLookedForAgain()
    {
        var made = await MakeAsync();
        var elsewhere = NewCheck();
        Assert.IsType<ApiKeyAnswer.Valid>(await elsewhere.CheckAsync(made.Secret.Reveal(), default));
        await keys.RevokeAsync(test.Owner, made.Id, default);

        clock.Advance(ApiKeyCheck.KeptFor - TimeSpan.FromSeconds(1));

        Assert.IsType<ApiKeyAnswer.Valid>(await elsewhere.CheckAsync(made.Secret.Reveal(), default));
    }

    [Fact]
    public async Task Rotated_IsTheSameKeyWithAnotherSecret_ForAsLongAgain()
    {
        var made = await MakeAsync(expiresAt: clock.GetUtcNow().AddDays(30));
        Assert.IsType<ApiKeyAnswer.Valid>(await CheckAsync(made));
        clock.Advance(TimeSpan.FromDays(40));

        var anew = Assert.IsType<ApiKeyResult.Made>(await keys.RotateAsync(test.Owner, made.Id, default));

        Assert.IsType<ApiKeyAnswer.Unknown>(await CheckAsync(made));
        Assert.Equal(made.Id, Assert.IsType<ApiKeyAnswer.Valid>(await CheckAsync(anew)).Id);
        var row = Assert.Single(await keys.ListAsync(test.Workspace, default));
        Assert.Equal(
            (anew.Secret.Prefix, clock.GetUtcNow(), clock.GetUtcNow().AddDays(30), "Claude"), (row.Prefix, row.RotatedAt, row.ExpiresAt, row.Name));
    }

    [Fact]
    public async Task Rotated_WithoutEnd_HasNone()
    {
        var made = await MakeAsync();
        await keys.RotateAsync(test.Owner, made.Id, default);
        Assert.Null(Assert.Single(await keys.ListAsync(test.Workspace, default)).ExpiresAt);
    }

    [Fact]
    public async Task KeyOfAnotherWorkspace_IsNeitherSeenNorChanged()
    {
        var made = await MakeAsync();
        var stranger = TestActors.OwnerOf(WorkspaceId.New());

        Assert.Empty(await keys.ListAsync(stranger.Workspace, default));
        Assert.False(await keys.RevokeAsync(stranger, made.Id, default));
        Assert.IsType<ApiKeyResult.NotFound>(await keys.RotateAsync(stranger, made.Id, default));
        Assert.Equal(test.Workspace, Assert.IsType<ApiKeyAnswer.Valid>(await CheckAsync(made)).WorkspaceId);
    }

    [Fact]
    public async Task WhatCannotBeAKey_IsRefused()
    {
        Assert.IsType<ApiKeyResult.NameMissing>(await CreateAsync(" \t "));
        Assert.IsType<ApiKeyResult.NameTooLong>(await CreateAsync(new('a', 61)));
        Assert.IsType<ApiKeyResult.ExpiryPassed>(await CreateAsync("Claude", clock.GetUtcNow()));
        await Assert.ThrowsAsync<ArgumentException>(() => keys.CreateAsync(test.Owner, "Claude", "billy:write", Connection, null, default));
        Assert.Empty(await keys.ListAsync(test.Workspace, default));
    }

    [Fact]
    public async Task FiftyKeys_AreOpenAtOnce_AndNoMore()
    {
        var first = await MakeAsync();
        var expiring = await MakeAsync(expiresAt: clock.GetUtcNow().AddDays(1));
        for (var i = 2; i < ApiKeys.Most; i++)
            await MakeAsync();
        Assert.IsType<ApiKeyResult.TooMany>(await CreateAsync("Claude"));
        Assert.IsType<ApiKeyResult.Made>(await keys.RotateAsync(test.Owner, first.Id, default));

        await keys.RevokeAsync(test.Owner, first.Id, default);
        await MakeAsync();
        clock.Advance(TimeSpan.FromDays(1));
        await MakeAsync();

        Assert.IsType<ApiKeyResult.TooMany>(await keys.RotateAsync(test.Owner, expiring.Id, default));
    }

    [Fact]
    public async Task Use_IsNoted_OnceAMinute()
    {
        var made = await MakeAsync();
        Assert.Null(Assert.Single(await keys.ListAsync(test.Workspace, default)).LastUsedAt);
        var first = clock.GetUtcNow();
        await CheckAsync(made);
        clock.Advance(TimeSpan.FromSeconds(59));
        await CheckAsync(made);
        Assert.Equal(first, Assert.Single(await keys.ListAsync(test.Workspace, default)).LastUsedAt);

        clock.Advance(TimeSpan.FromSeconds(1));
        await CheckAsync(made);

        Assert.Equal(clock.GetUtcNow(), Assert.Single(await keys.ListAsync(test.Workspace, default)).LastUsedAt);
    }

    [Fact]
    public async Task Use_ThatCannotBeNoted_OpensAllTheSame()
    {
        var made = await MakeAsync();
        await using (var db = test.Database.Read(test.Workspace))
            await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER Full BEFORE UPDATE ON ApiKeys BEGIN SELECT RAISE(ABORT, 'The disk is full.'); END");

        Assert.IsType<ApiKeyAnswer.Valid>(await CheckAsync(made));
    }

    [Fact]
    public async Task Revoked_IsShown_AsLongAsItsCallsAreKept()
    {
        var made = await MakeAsync();
        await keys.RevokeAsync(test.Owner, made.Id, default);
        clock.Advance(ApiKeys.KeptAfterwards - TimeSpan.FromSeconds(1));
        Assert.Single(await keys.ListAsync(test.Workspace, default));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await keys.ListAsync(test.Workspace, default));
    }

    private ApiKeyCheck NewCheck() => new(test.Database, clock, NullLogger<ApiKeyCheck>.Instance);

    private Task<ApiKeyAnswer> CheckAsync(ApiKeyResult.Made key) => check.CheckAsync(key.Secret.Reveal(), default);

    private async Task<ApiKeyResult.Made> MakeAsync(string name = "Claude", DateTimeOffset? expiresAt = null) =>
        Assert.IsType<ApiKeyResult.Made>(await CreateAsync(name, expiresAt));

    private Task<ApiKeyResult> CreateAsync(string name, DateTimeOffset? expiresAt = null) =>
        keys.CreateAsync(test.Owner, name, ApiKeyScopes.BillyRead, Connection, expiresAt, default);
}
