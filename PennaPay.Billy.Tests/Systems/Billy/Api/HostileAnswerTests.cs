using System.Text;
using System.Text.Json;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Drafts;
using PennaPay.Billy.Tests.Http;

namespace PennaPay.Billy.Tests.Systems.Billy.Api;

/// <summary>Answers of a Billy that is broken, or of somebody else in its place.</summary>
public sealed class HostileAnswerTests
{
    private const string Token = ApiHost.TokenText;

    [Fact]
    public async Task ADraftThatEchoesTheToken_IsKeptWithoutIt()
    {
        using var host = new BillyHost();
        host.Answers($$"""
            {"invoices":[{"id":"i1","state":"draft","contactId":"c1","entryDate":"2026-11-20","currencyId":"DKK","amount":100,"tax":25,
              "orderNo":"{{Token}}","contactMessage":"\u0035{{Token[1..]}}","lineDescription":"X {{Token.ToUpperInvariant()}}",
              "lines":[{"id":"l1","invoiceId":"i1","productId":"{{Token}}","description":"{{Token}}\n{{Token}}"}]}]}
            """);

        var draft = await host.Drafts.CreateDraftInvoiceAsync(host.Access, BillyAnswerTests.NewDraft, default);

        var kept = DraftReader.Whole(draft);
        foreach (var part in new[] { Token[..12], Token[14..26], Token[^12..] })
        {
            Assert.DoesNotContain(part, JsonSerializer.Serialize(draft), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(part, JsonSerializer.Serialize(kept), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Texts_AreCleanedAndShortened_AndOnlyThoseWithLinesKeepThem()
    {
        using var host = new BillyHost();
        host.Answers($$"""
            {"invoices":[{"id":"i1","state":"draft","contactId":"c1","entryDate":"2026-11-20","currencyId":"DKK","amount":100,"tax":25,
              "orderNo":"2026\r\n\u001b[2J1","contactMessage":"Tak,\r\n\tÆrø 👩‍🌾\u202e","invoiceNo":{{new string('1', 1000)}},
              "lines":[{"description":"{{new string('x', 4_000_000)}}"}]}]}
            """);

        var draft = await host.Drafts.CreateDraftInvoiceAsync(host.Access, BillyAnswerTests.NewDraft, default);

        Assert.Equal(
            ("2026  [2J1", "Tak,\r\n\tÆrø 👩‍🌾", new string('1', 299) + "…", new string('x', 9999) + "…"),
            (draft.OrderNo, draft.ContactMessage, draft.InvoiceNo, draft.Lines[0].Description));
    }

    [Theory]
    [InlineData("org1\\r\\nfail: FORGED[0]\\u001b[2J")]
    [InlineData("../org1")]
    [InlineData("")]
    public async Task AnOrganizationWithoutAnIdOfBillys_IsUnreadable(string id)
    {
        using var host = new BillyHost();
        host.Answers($$$"""{"organization":{"id":"{{{id}}}"}}""");

        var exception = await host.FailureOfAsync(host.Reader.GetOrganizationAsync(host.Access, default));

        Assert.Equal(ApiFailure.Unreadable, exception.Failure);
    }

    [Fact]
    public async Task FortyPagesOfSixMegabytes_EndAfterSixtyFour_AndLeaveLittleBehind()
    {
        var page = Encoding.UTF8.GetBytes(
            $$$$"""{"contacts":[{"id":"c1","name":"{{{{new string('x', 6 * 1024 * 1024)}}}}"}],"meta":{"paging":{"pageCount":40}}}""");
        using var billy = new OnePage(page);
        using var host = new BillyHost(billy, settings: [("RequestsPerSecond", "0"), ("MaxReadRetries", "0")]);
        // Once before it is measured: buffers are borrowed, and given back.
        await Assert.ThrowsAsync<ApiException>(() => host.Reader.ListContactsAsync(host.Access, default));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = host.Reader.ListContactsAsync(host.Access, default);
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(reading.IsCompleted, "All of it is done by this thread, whose memory is measured.");
        var exception = await Assert.ThrowsAsync<ApiException>(() => reading);
        Assert.Equal((ApiFailure.TooMuch, "Billy's list of contacts goes on after 64 MB."), (exception.Failure, exception.Message));
        Assert.Equal(2 * 11, billy.Asked);
        Assert.InRange(taken, 0, 64 * 1024 * 1024);
    }

    [Fact]
    public async Task AListOfFewerBytes_IsReadToItsEnd()
    {
        var page = Encoding.UTF8.GetBytes(
            $$$$"""{"contacts":[{"id":"c1","name":"{{{{new string('x', 6 * 1024 * 1024)}}}}"}],"meta":{"paging":{"pageCount":10}}}""");
        using var billy = new OnePage(page);
        using var host = new BillyHost(billy, settings: [("RequestsPerSecond", "0")]);

        var contact = Assert.Single(await host.Reader.ListContactsAsync(host.Access, default));

        Assert.Equal((10, new string('x', 299) + "…"), (billy.Asked, contact.Name));
    }

    [Fact]
    public async Task AListWithoutEnd_EndsAfterAsManyPages()
    {
        using var billy = new OnePage("""{"accounts":[{"id":"a1"}],"meta":{"paging":{"pageCount":100000}}}"""u8.ToArray());
        using var host = new BillyHost(billy, settings: [("RequestsPerSecond", "0")]);

        var exception = await Assert.ThrowsAsync<ApiException>(() => host.Reader.ListAccountsAsync(host.Access, default));

        Assert.Equal((ApiFailure.TooMuch, "Billy's list of accounts goes on after 500 pages."), (exception.Failure, exception.Message));
        Assert.Equal(500, billy.Asked);
    }

    [Fact]
    public async Task AListThatTrickles_EndsAfterItsTime()
    {
        using var billy = new OnePage("""{"accounts":[{"id":"a1"}],"meta":{"paging":{"pageCount":100000}}}"""u8.ToArray());
        using var host = new BillyHost(billy, settings: [("RequestsPerSecond", "0"), ("RequestTimeout", "00:05:00")]);
        billy.Before = () => host.Clock.Advance(TimeSpan.FromMinutes(2));

        var exception = await Assert.ThrowsAsync<ApiException>(() => host.Reader.ListAccountsAsync(host.Access, default));

        Assert.Equal((ApiFailure.TooMuch, "Billy's list of accounts goes on after 300 s."), (exception.Failure, exception.Message));
        Assert.Equal(3, billy.Asked);
    }

    [Fact]
    public async Task ASearchForManyDrafts_EndsToo()
    {
        using var billy = new OnePage("""
            {"invoices":[{"id":"i1","state":"draft","contactId":"c1","entryDate":"2026-11-20","currencyId":"DKK","amount":100,"tax":25}],
             "meta":{"paging":{"pageCount":100000}}}
            """u8.ToArray());
        using var host = new BillyHost(billy, settings: [("RequestsPerSecond", "0")]);

        var exception = await Assert.ThrowsAsync<ApiException>(() => new DraftReader(host.Reader).ReadAsync(
            host.Access, [.. "abcd".Select(id => new Core.Push.Targets.SentDocument($"{id}", null, "1", new(2026, 11, 20)))], default));

        Assert.Equal((ApiFailure.TooMuch, 500), (exception.Failure, billy.Asked));
    }

    [Fact]
    public async Task APageOfFarMoreRecordsThanWereAskedFor_IsUnreadable()
    {
        using var host = new BillyHost(settings: ("MaxReadRetries", "0"));
        host.Answers($$"""{"accounts":[{{string.Join(',', Enumerable.Range(1, 5001).Select(n => $$"""{"id":"a{{n}}"}"""))}}]}""");

        var exception = await host.FailureOfAsync(host.Reader.ListAccountsAsync(host.Access, default));

        Assert.Equal(ApiFailure.Unreadable, exception.Failure);
    }

    /// <summary>Answers every request with the same page.</summary>
    private sealed class OnePage(byte[] page) : HttpMessageHandler
    {
        public int Asked { get; private set; }

        public Action? Before { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            Before?.Invoke();
            return Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new MemoryStream(page)) });
        }
    }
}
