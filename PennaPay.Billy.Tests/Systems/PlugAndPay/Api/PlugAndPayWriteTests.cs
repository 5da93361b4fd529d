using System.Net;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;

namespace PennaPay.Billy.Tests.Systems.PlugAndPay.Api;

/// <summary>The little that is written: each once, and what came of it is known or said to be unknown.</summary>
public sealed class PlugAndPayWriteTests : IDisposable
{
    private const string Address = "https://billy.example/hooks/5f1d0c2ba94e4a7d8c3b";

    private readonly PlugAndPayHost host = new();

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData("open")]
    [InlineData("processing")]
    public async Task Payment_IsRegistered_AfterALook(string status)
    {
        host.Answers($$$"""{"data":{"order_id":17,"status":"{{{status}}}"}}""").Answers("""{"data":{"order_id":17,"status":"paid","type":"manual"}}""");

        var outcome = await host.RunAsync(host.Writer.RegisterPaymentAsync(host.Access, 17, default));

        Assert.Equal(new PaymentRegistration.Registered(new() { OrderId = 17, Status = "paid", Type = "manual" }), outcome);
        Assert.Equal(["GET orders/17/payment", """PATCH orders/17/payment {"status":"paid","type":"manual"}"""], host.Asked);
        Assert.Contains("Content-Type: application/json", host.Sent[1].Headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("paid")]
    [InlineData("reversed")]
    [InlineData("credited")]
    [InlineData("credit_invoice")]
    [InlineData("a-new-one")]
    [InlineData("")]
    public async Task Payment_OfWhatIsNotOpen_IsLeftAlone(string status)
    {
        host.Answers($$$"""{"data":{"order_id":17,"status":"{{{status}}}"}}""");

        Assert.Equal(
            new PaymentRegistration.NotOpen(status.Length > 0 ? status : null), await host.RunAsync(host.Writer.RegisterPaymentAsync(host.Access, 17, default)));
        Assert.Single(host.Sent);
    }

    [Fact]
    public async Task Payment_OfNoOrder_IsNone()
    {
        host.Answers("""{"message":"Not Found"}""", HttpStatusCode.NotFound);

        Assert.Equal(new PaymentRegistration.NoOrder(), await host.RunAsync(host.Writer.RegisterPaymentAsync(host.Access, 17, default)));
    }

    [Theory]
    [InlineData(500, """{"message":"Server Error"}""", true)]
    [InlineData(302, "", true)]
    [InlineData(200, "<html>", true)]
    [InlineData(200, """{"data":{"order_id":17,"status":"open"}}""", true)]
    [InlineData(200, """{"data":{"order_id":18,"status":"paid"}}""", true)]
    [InlineData(422, """{"message":"No","errors":{"status":["No"]}}""", false)]
    [InlineData(429, """{"message":"Too Many Attempts."}""", false)]
    public async Task Payment_WhoseOutcomeIsUnknown_StaysUnknown_AndIsSentOnce(int status, string body, bool mayHaveBeen)
    {
        host.Answers("""{"data":{"order_id":17,"status":"open"}}""").Answers(body, (HttpStatusCode)status);

        var exception = await host.FailureOfAsync(host.Writer.RegisterPaymentAsync(host.Access, 17, default));

        Assert.Equal((mayHaveBeen, 2), (exception.MayHaveBeenProcessed, host.Sent.Count));
    }

    [Fact]
    public async Task Payment_WhoseAnswerIsLost_StaysUnknown()
    {
        host.Answers("""{"data":{"order_id":17,"status":"open"}}""").Throws(new HttpRequestException(HttpRequestError.ResponseEnded));

        Assert.True((await host.FailureOfAsync(host.Writer.RegisterPaymentAsync(host.Access, 17, default))).MayHaveBeenProcessed);
        Assert.Equal(2, host.Sent.Count);
    }

    [Fact]
    public async Task Rule_IsMadeListedAndDeleted()
    {
        host.Answers($$$"""{"data":{"id":5,"name":"PennaPay","trigger_type":"order_paid","action_type":"call_webhook","action_data":{"hook_url":"{{{Address}}}"},"condition_data":[]}}""", HttpStatusCode.Created);
        host.Pages($$$"""{"id":5,"action_data":{"url":"{{{Address}}}"}},{"id":6,"action_data":[],"readonly":true},{"id":7,"action_data":{"mail":1}}""");
        host.Answers("", HttpStatusCode.NoContent).Answers("""{"message":"Not Found"}""", HttpStatusCode.NotFound);

        var made = await host.RunAsync(host.Writer.CreateRuleAsync(host.Access, "PennaPay", new(Address), RuleTrigger.OrderPaid, default));
        var all = await host.RunAsync(host.Writer.ListRulesAsync(host.Access, default));
        await host.RunAsync(DeleteAsync());
        await host.RunAsync(DeleteAsync());

        Assert.Equal(new PlugAndPayRule { Id = 5, Name = "PennaPay", TriggerType = "order_paid", ActionType = "call_webhook", Address = Address }, made);
        Assert.Equal([Address, null, null], all.Select(rule => rule.Address));
        Assert.Equal(
            [
                "POST rules " + """{"name":"PennaPay","driver":"webhook","action_type":"call_webhook","action_data":{"url":"ADDRESS","hook_url":"ADDRESS"},"trigger_type":"order_paid"}"""
                    .Replace("ADDRESS", Address, StringComparison.Ordinal),
                "GET rules?limit=25&page=1",
                "DELETE rules/5",
                "DELETE rules/5",
            ],
            host.Asked);
        Assert.DoesNotContain("5f1d0c2ba94e", made.ToString(), StringComparison.Ordinal);

        async Task<bool> DeleteAsync()
        {
            await host.Writer.DeleteRuleAsync(host.Access, 5, default);
            return true;
        }
    }

    [Fact]
    public async Task Rule_ThatIsRefused_DoesNotRepeatItsAddress()
    {
        host.Answers($$$"""{"message":"Bad {{{Address}}}","errors":{"action_data.url":["{{{Address}}} is bad"]}}""", HttpStatusCode.UnprocessableEntity);

        var exception = await host.FailureOfAsync(host.Writer.CreateRuleAsync(host.Access, "PennaPay", new(Address), RuleTrigger.InvoiceCreated, default));

        Assert.Equal((ApiFailure.Invalid, "Plug&Pay does not take the rule.", false), (exception.Failure, exception.Message, exception.MayHaveBeenProcessed));
        Assert.Empty(exception.FieldErrors);
        Assert.Contains("\"trigger_type\":\"order_invoice_created\"", host.Sent[0].Body, StringComparison.Ordinal);
        Assert.All([exception.ToString(), .. host.Logs.Lines], place => Assert.DoesNotContain("5f1d0c2ba94e", place, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rule_ToAnotherMachineWithoutEncryption_IsNotMade() =>
        await Assert.ThrowsAsync<ArgumentException>(() => host.Writer.CreateRuleAsync(host.Access, "PennaPay", new("http://billy.example/hooks/1"), RuleTrigger.OrderPaid, default));
}
