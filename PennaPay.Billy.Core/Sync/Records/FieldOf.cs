using PennaPay.Billy.Core.Sync.Fields;

namespace PennaPay.Billy.Core.Sync.Records;

/// <summary>A field of one of our records, with the way to it.</summary>
internal sealed record FieldOf<TRecord, TForm>(SyncField Field, Func<TRecord, string?> Get, Action<TForm, string?> Set);
