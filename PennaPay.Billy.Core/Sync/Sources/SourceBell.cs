using PennaPay.Billy.Core.Events;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>Wakes the worker: an account is to be read.</summary>
public sealed class SourceBell : Bell;
