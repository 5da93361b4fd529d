namespace PennaPay.Billy.Core.Http.Lists;

/// <summary>What reading one list from its first page to its last may cost.</summary>
/// <param name="Pages">The most pages.</param>
/// <param name="Bytes">After so many bytes, unpacked, no further page is asked for.</param>
/// <param name="Time">After so long no further page is asked for.</param>
/// <param name="RecordsAPage">The most records of one page; a system that sends more has not read how many were asked for.</param>
internal sealed record ListLimits(int Pages, long Bytes, TimeSpan Time, int RecordsAPage);
