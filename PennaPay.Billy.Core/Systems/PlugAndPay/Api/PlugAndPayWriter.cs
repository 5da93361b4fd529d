using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api;

/// <summary>
/// The little that is written to Plug&amp;Pay: that an order is paid, and which address it shall call. Every method throws
/// <see cref="ApiException"/> when Plug&amp;Pay does not do what was asked.
/// </summary>
/// <remarks>
/// A write is never repeated, and nothing over there tells two of them from one: whether a failed one was carried out is the caller's
/// question to ask (<see cref="ApiException.MayHaveBeenProcessed"/>).
/// </remarks>
internal sealed class PlugAndPayWriter
{
    private const string RulesResource = "rules";

    private static readonly DataAnswer<PlugAndPayRule> Nothing = new();

    private readonly ApiSender sender;
    private readonly PlugAndPayReader reader;
    private readonly PlugAndPayLists lists;

    internal PlugAndPayWriter(ApiSender sender, PlugAndPayReader reader, PlugAndPayLists lists) =>
        (this.sender, this.reader, this.lists) = (sender, reader, lists);

    /// <summary>
    /// Registers that an order is paid in full, unless it is no longer open. It is read first, so that asking again after an unknown
    /// outcome registers nothing twice.
    /// </summary>
    public async Task<PaymentRegistration> RegisterPaymentAsync(ApiAccess access, long order, CancellationToken cancellationToken)
    {
        if (await reader.FindPaymentAsync(access, order, cancellationToken) is not { } payment)
            return new PaymentRegistration.NoOrder();
        if (payment.Status is not (PaymentStatuses.Open or PaymentStatuses.Processing))
            return new PaymentRegistration.NotOpen(payment.Status);
        return new PaymentRegistration.Registered(await sender.SendAsync(
            access,
            new ApiWrite<DataAnswer<PlugAndPayPayment>, PlugAndPayPayment>(
                HttpMethod.Patch,
                PlugAndPayPaths.Payment(order),
                PlugAndPayBodies.Bytes(new PaymentBody(PaymentStatuses.Paid, "manual"), PlugAndPayBodies.Default.PaymentBody),
                PlugAndPayAnswers.Default.DataAnswerPlugAndPayPayment,
                answer => answer.Data is { Status: PaymentStatuses.Paid } paid && (paid.OrderId ?? order) == order ? paid : null),
            cancellationToken));
    }

    /// <summary>All rules of the shop, with those that somebody else made.</summary>
    public Task<IReadOnlyList<PlugAndPayRule>> ListRulesAsync(ApiAccess access, CancellationToken cancellationToken) =>
        lists.ReadAllAsync(
            access, new PlugAndPayList<PlugAndPayRule>(RulesResource, PlugAndPayAnswers.Default.PageAnswerPlugAndPayRule), cancellationToken);

    /// <summary>Makes a rule that calls an address.</summary>
    /// <param name="access">Whose.</param>
    /// <param name="name">What the people of the shop see it as.</param>
    /// <param name="address">What is called: with a secret in its path, which no failure repeats.</param>
    /// <param name="trigger">When it is called.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The address is no place to send anything to.</exception>
    public async Task<PlugAndPayRule> CreateRuleAsync(
        ApiAccess access, string name, Uri address, RuleTrigger trigger, CancellationToken cancellationToken)
    {
        if (ApiAccess.AddressProblem(address) is { } problem)
            throw new ArgumentException($"The address {problem}.", nameof(address));
        var word = trigger == RuleTrigger.OrderPaid ? "order_paid" : "order_invoice_created";
        try
        {
            return await sender.SendAsync(
                access,
                new ApiWrite<DataAnswer<PlugAndPayRule>, PlugAndPayRule>(
                    HttpMethod.Post,
                    RulesResource,
                    PlugAndPayBodies.Bytes(RuleBody.Of(name, address, word), PlugAndPayBodies.Default.RuleBody),
                    PlugAndPayAnswers.Default.DataAnswerPlugAndPayRule,
                    answer => answer.Data is { } rule && (rule.Address ?? address.AbsoluteUri) == address.AbsoluteUri ? rule : null),
                cancellationToken);
        }
        catch (ApiException refused) when (refused.Said is not null)
        {
            // What is said of the address may hold it.
            throw new ApiException(refused.Failure, $"{access.Profile.Name} does not take the rule.")
            {
                StatusCode = refused.StatusCode,
                RetryAfter = refused.RetryAfter,
                MayHaveBeenProcessed = refused.MayHaveBeenProcessed,
            };
        }
    }

    /// <summary>Deletes a rule; one that is gone already is as good as deleted.</summary>
    public async Task DeleteRuleAsync(ApiAccess access, long id, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync(
                access,
                new ApiWrite<DataAnswer<PlugAndPayRule>, DataAnswer<PlugAndPayRule>>(
                    HttpMethod.Delete, PlugAndPayPaths.Record(RulesResource, id), null, PlugAndPayAnswers.Default.DataAnswerPlugAndPayRule, answer => answer)
                {
                    WhenEmpty = Nothing,
                },
                cancellationToken);
        }
        catch (ApiException exception) when (exception.Failure == ApiFailure.NotFound)
        {
            // Somebody was faster.
        }
    }
}
