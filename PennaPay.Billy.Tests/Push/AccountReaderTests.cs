using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Reconciling;
using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Tests.Push;

/// <summary>An account whose list moves while it is read.</summary>
public sealed class AccountReaderTests : IAsyncLifetime
{
    private PushHost host = null!;

    public async Task InitializeAsync() => host = await PushHost.StartAsync(add: SecondSystem.Add);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task OneDeletedMeanwhile_WhatMovedUpIsReadAllTheSame()
    {
        List<string> account = ["a", "b", "c", "d", "e"];
        var asked = 0;

        var found = await ReadAsync(page =>
        {
            // Between the first long page and the second.
            if (++asked == 3)
                account.Remove("a");
            return Page(account, page);
        });

        Assert.Equal(["b", "c", "d", "e"], found);
    }

    [Fact]
    public async Task OneDeletedBeforeEachPage_ItEnds_AndNothingIsMissing()
    {
        List<string> account = [.. Enumerable.Range(10, 40).Select(n => $"{n}")];
        var asked = 0;

        var found = await ReadAsync(page =>
        {
            asked++;
            account.RemoveAt(0);
            return Page(account, page);
        });

        Assert.InRange(asked, 2, 60);
        Assert.Empty(account.Except(found));
    }

    [Fact]
    public async Task AnAccountWithoutEnd_IsNotReadForEver()
    {
        var asked = 0;

        var exception = await Assert.ThrowsAsync<ApiException>(() => ReadAsync(page => new(
            [new RemoteDocument { Id = $"{++asked}", Reference = "1", PartyId = "p", State = RemoteState.Draft, Currency = "DKK", Gross = 100 }],
            IsLast: false,
            Total: 1)));

        Assert.Equal((ApiFailure.TooMuch, "Billy's list of documents does not end."), (exception.Failure, exception.Message));
    }

    private static RemotePage Page(List<string> account, int page) => new(
        [.. account.Skip((page - 1) * 2).Take(2).Select(id => new RemoteDocument
        {
            Id = id, Reference = id, PartyId = "p", State = RemoteState.Draft, Currency = "DKK", Gross = 100,
        })],
        page * 2 >= account.Count,
        account.Count);

    private async Task<IEnumerable<string>> ReadAsync(Func<int, RemotePage> pages)
    {
        var target = host.Get<SecondTarget>();
        target.Pages = pages;
        var opened = (await host.Get<ConnectionOpener>().OpenAsync(host.Workspace, host.Queue.Connection, default)).Opened!;
        var found = await host.Get<AccountReader>().StraysAsync(host.Queue, new(target, opened), default);
        return found.Select(document => document.Id).Order(StringComparer.Ordinal);
    }
}
