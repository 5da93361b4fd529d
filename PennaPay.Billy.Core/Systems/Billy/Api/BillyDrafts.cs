using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>
/// The drafts that this product makes in Billy, and takes away again. Nothing here or elsewhere can approve, send or book
/// one. Every method throws <see cref="ApiException"/> when Billy does not do what was asked.
/// </summary>
/// <remarks>
/// A write is never repeated: Billy knows no idempotency key, so whether a failed one was carried out is the caller's
/// question to ask (<see cref="ApiException.MayHaveBeenProcessed"/>).
/// </remarks>
internal sealed class BillyDrafts
{
    private readonly ApiSender sender;
    private readonly IOptions<BillyOptions> options;

    internal BillyDrafts(ApiSender sender, IOptions<BillyOptions> options)
    {
        this.sender = sender;
        this.options = options;
    }

    /// <summary>Creates a draft, with one request that is never repeated.</summary>
    /// <returns>The draft with the lines that Billy answered.</returns>
    public Task<BillyInvoice> CreateDraftInvoiceAsync(
        ApiAccess access, NewDraftInvoice draft, CancellationToken cancellationToken)
    {
        return sender.SendAsync(
            access,
            new ApiWrite<InvoicesAnswer, BillyInvoice>(
                HttpMethod.Post,
                "invoices",
                BillyBodies.Bytes(
                    new DraftInvoiceRoot(DraftInvoiceBody.Of(draft, access.SentOrganizationId(options.Value))),
                    BillyBodies.Default.DraftInvoiceRoot),
                BillyAnswers.Default.InvoicesAnswer,
                answer => AnswerRecords.WithLines(answer, AnswerRecords.One(answer.Invoice, answer.Invoices, IsTheDraft))),
            cancellationToken);

        bool IsTheDraft(BillyInvoice created) =>
            created.ContactId == draft.ContactId && created.OrderNo == draft.OrderNo
            && (created.Type ?? "invoice") == draft.Type;
    }

    /// <summary>
    /// Deletes an invoice with its lines. The caller has checked that it is a draft of ours. Billy answers a missing one
    /// with success as well.
    /// </summary>
    public Task DeleteDraftInvoiceAsync(ApiAccess access, string id, CancellationToken cancellationToken) =>
        sender.SendAsync(
            access,
            new ApiWrite<Answer, Answer>(
                HttpMethod.Delete, BillyPaths.Record("invoices", id), null, BillyAnswers.Default.Answer, answer => answer),
            cancellationToken);
}
