namespace PennaPay.Billy.Core.Http.Answers;

/// <summary>What a system says when it refuses, word for word: not fit to be shown or kept.</summary>
/// <param name="ErrorCode">Its own code.</param>
/// <param name="Message">Its sentence.</param>
/// <param name="Fields">What it says of single fields.</param>
/// <param name="IsValidation">Whether it refuses the content, whatever the status.</param>
internal sealed record ApiRefusal(
    string? ErrorCode, string? Message, IReadOnlyList<FieldMessage> Fields, bool IsValidation);
