package dev.firn.engine;

/**
 * @param snapshot head of the branch
 * @param filesTouched data and delete files added
 * @param filesRead data files of the table that the classification had to read
 * @param filesSkipped data files that the batch's key bounds spared
 */
public record Written(long snapshot, long filesTouched, long filesRead, long filesSkipped) {}
