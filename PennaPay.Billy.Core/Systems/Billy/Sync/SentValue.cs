using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>Values as they are sent: such that what is read back is the same, for else the two sides would correct each other for ever. Pure.</summary>
internal static class SentValue
{
    /// <summary>The value without what no wire wants; an empty text for none.</summary>
    /// <exception cref="RecordRefusedException">It is longer than what is read of such a field, or it is none and the field needs one.</exception>
    public static string Of(SyncField field, string? value)
    {
        var (clean, most) = field.Type == FieldType.Block
            ? (InputText.Block(value), OutsideText.BlockLength)
            : (InputText.Line(value), OutsideText.LineLength);
        return clean is null && field.IsRequired || clean?.Length > most || field.IsReadOnly ? throw Refused(field.Name) : clean ?? "";
    }

    /// <summary>A number; null for none.</summary>
    /// <exception cref="RecordRefusedException">It is no number.</exception>
    public static decimal? Number(SyncField field, string? value) =>
        InputText.Line(value) is null ? null : FieldValue.Number(value) ?? throw Refused(field.Name);

    /// <summary>A value as a new record is sent: null for none, instead of an empty text.</summary>
    public static string? OrNull(string? value) => string.IsNullOrEmpty(value) ? null : value;

    /// <summary>Holds what was answered to a create against what was sent: a link must never lead to another record.</summary>
    /// <exception cref="ApiException">It is about another record. The one that was sent may be there.</exception>
    public static void CheckAnswer(params ReadOnlySpan<(string? Sent, string? Answered)> texts)
    {
        foreach (var (sent, answered) in texts)
        {
            if (sent is not null && answered is not null && !FieldValue.Same(FieldType.Text, sent, answered))
                throw new ApiException(ApiFailure.Unreadable, "The answer is about another record.") { MayHaveBeenProcessed = true };
        }
    }

    /// <summary>The record that is to be changed is not there any more.</summary>
    public static ApiException Gone() => new(ApiFailure.NotFound, "There is no such record any more.") { MayHaveBeenProcessed = false };

    public static RecordRefusedException Refused(string field) => new(new Failure(FailureCodes.RecordInvalid, field));
}
