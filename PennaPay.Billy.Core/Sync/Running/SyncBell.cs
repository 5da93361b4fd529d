using PennaPay.Billy.Core.Events;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>Wakes the worker: there is a run that waits.</summary>
public sealed class SyncBell : Bell;
