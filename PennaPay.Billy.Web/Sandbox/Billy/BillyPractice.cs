using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>What an accountant does in Billy.</summary>
internal sealed class BillyPractice(BillySandbox billy) : IPractice
{
    private static readonly PracticeAct[] OnDrafts = [PracticeAct.Approve, PracticeAct.Change, PracticeAct.Delete];
    private static readonly PracticeAct[] OnBooked = [PracticeAct.PayHalf, PracticeAct.Pay, PracticeAct.Credit, PracticeAct.Void];

    public string System => "billy";

    public PracticeDocument? Find(string token, string id)
    {
        if (billy.FindInvoice(token, id) is not { } invoice)
            return null;
        var state = StateOf(invoice);
        return new(state, invoice.GetProperty("invoiceNo").GetString() is { Length: > 0 } number ? number : null, state switch
        {
            PracticeState.Draft => OnDrafts,
            // Nothing takes back what has been paid already.
            PracticeState.Booked when invoice.GetProperty("type").GetString() == "invoice" => OnBooked,
            PracticeState.PartlyPaid => [PracticeAct.Pay],
            _ => [],
        });
    }

    public void Do(string token, string id, PracticeAct act)
    {
        switch (act)
        {
            case PracticeAct.Approve:
                billy.Approve(token, id);
                break;
            case PracticeAct.Change:
                billy.Edit(token, id, new { contactMessage = "Rettet i Billy" });
                break;
            case PracticeAct.Delete:
                billy.Delete(token, id);
                break;
            case PracticeAct.PayHalf:
                billy.Pay(token, id, Math.Round((billy.FindInvoice(token, id)?.GetProperty("balance").GetDecimal() ?? 0) / 2, 2));
                break;
            case PracticeAct.Pay:
                billy.Pay(token, id);
                break;
            case PracticeAct.Credit:
                billy.Credit(token, id);
                break;
            case PracticeAct.Void:
                billy.Void(token, id);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(act));
        }
    }

    public bool IsAway(string token) => billy.Faults.Any(fault => fault == Away(token) with { Times = fault.Times });

    public void SetAway(string token, bool isAway)
    {
        billy.ClearFaults(token);
        if (isAway)
            billy.Plan(Away(token));
    }

    private static SandboxFault Away(string token) => new() { Kind = SandboxFaultKind.ServerError, Token = token, Times = int.MaxValue };

    private static PracticeState StateOf(JsonElement invoice) => invoice.GetProperty("state").GetString() switch
    {
        "draft" => PracticeState.Draft,
        "voided" => PracticeState.Voided,
        _ when invoice.GetProperty("isPaid").GetBoolean() => PracticeState.Paid,
        _ when invoice.GetProperty("balance").GetDecimal() < invoice.GetProperty("grossAmount").GetDecimal() => PracticeState.PartlyPaid,
        _ => PracticeState.Booked,
    };
}
