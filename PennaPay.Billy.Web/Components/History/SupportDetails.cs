using System.Globalization;
using System.Text;
using PennaPay.Billy.Core.Push.History;

namespace PennaPay.Billy.Web.Components.History;

/// <summary>
/// What support needs of a push, in plain text and one language: codes, ids, times and states. No names, numbers, amounts
/// or words of another system's, which may hold a customer's data.
/// </summary>
internal static class SupportDetails
{
    public static string Of(PushTimeline push)
    {
        var text = new StringBuilder();
        Line($"push          {push.PushId}");
        Line($"invoice       {push.InvoiceId}, revision {push.Revision}");
        Line($"key           {push.Key ?? "-"}");
        Line($"organization  {push.AccountId}");
        Line($"draft         {push.RemoteId ?? "-"}");
        Line($"state         {push.State}, attempt {push.Attempt}, {push.Cause}, {push.Failure?.Code ?? "no failure"}");
        Line($"queued        {Time(push.QueuedAt)}");
        Line($"sent          {Time(push.SentAt)}");
        Line($"ended         {Time(push.EndedAt)}");
        Line($"steps");
        foreach (var step in push.Steps)
        {
            var took = step.Duration is { } duration ? string.Create(CultureInfo.InvariantCulture, $", {duration.TotalMilliseconds:0} ms") : "";
            Line($"  {Time(step.At)}  {step.State}, attempt {step.Attempt}, {step.Failure?.Code ?? "-"}{took}");
        }
        return text.ToString().TrimEnd();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string Time(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? "-";
}
