namespace PennaPay.Billy.Core.Sync.Merging;

/// <summary>
/// What a field was on both sides when they last agreed. Two values, for they need not be the same: the other side may
/// write it differently, and a person may have let them differ.
/// </summary>
public readonly record struct AgreedValue(string? Here, string? There);
