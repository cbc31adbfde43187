package dev.pgweir.routing.checkout;

import java.io.InputStream;
import java.io.Reader;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLXML;

/** The part of {@link DelegatingPreparedStatement} that is about binds which may be large. */
abstract class DelegatingStreams extends DelegatingStatement implements PreparedStatement {

    final PreparedStatement prepared;

    DelegatingStreams(PreparedStatement prepared) {
        super(prepared);
        this.prepared = prepared;
    }

    /** The number that a placeholder has in the statement below, counted from one as the given one is. */
    protected int at(int index) {
        return index;
    }

    @Override
    public void setAsciiStream(int index, InputStream value) throws SQLException {
        prepared.setAsciiStream(at(index), value);
    }

    @Override
    public void setAsciiStream(int index, InputStream value, int length) throws SQLException {
        prepared.setAsciiStream(at(index), value, length);
    }

    @Override
    public void setAsciiStream(int index, InputStream value, long length) throws SQLException {
        prepared.setAsciiStream(at(index), value, length);
    }

    @Deprecated
    @Override
    public void setUnicodeStream(int index, InputStream value, int length) throws SQLException {
        prepared.setUnicodeStream(at(index), value, length);
    }

    @Override
    public void setBinaryStream(int index, InputStream value) throws SQLException {
        prepared.setBinaryStream(at(index), value);
    }

    @Override
    public void setBinaryStream(int index, InputStream value, int length) throws SQLException {
        prepared.setBinaryStream(at(index), value, length);
    }

    @Override
    public void setBinaryStream(int index, InputStream value, long length) throws SQLException {
        prepared.setBinaryStream(at(index), value, length);
    }

    @Override
    public void setCharacterStream(int index, Reader value) throws SQLException {
        prepared.setCharacterStream(at(index), value);
    }

    @Override
    public void setCharacterStream(int index, Reader value, int length) throws SQLException {
        prepared.setCharacterStream(at(index), value, length);
    }

    @Override
    public void setCharacterStream(int index, Reader value, long length) throws SQLException {
        prepared.setCharacterStream(at(index), value, length);
    }

    @Override
    public void setNCharacterStream(int index, Reader value) throws SQLException {
        prepared.setNCharacterStream(at(index), value);
    }

    @Override
    public void setNCharacterStream(int index, Reader value, long length) throws SQLException {
        prepared.setNCharacterStream(at(index), value, length);
    }

    @Override
    public void setBlob(int index, Blob value) throws SQLException {
        prepared.setBlob(at(index), value);
    }

    @Override
    public void setBlob(int index, InputStream value) throws SQLException {
        prepared.setBlob(at(index), value);
    }

    @Override
    public void setBlob(int index, InputStream value, long length) throws SQLException {
        prepared.setBlob(at(index), value, length);
    }

    @Override
    public void setClob(int index, Clob value) throws SQLException {
        prepared.setClob(at(index), value);
    }

    @Override
    public void setClob(int index, Reader value) throws SQLException {
        prepared.setClob(at(index), value);
    }

    @Override
    public void setClob(int index, Reader value, long length) throws SQLException {
        prepared.setClob(at(index), value, length);
    }

    @Override
    public void setNClob(int index, NClob value) throws SQLException {
        prepared.setNClob(at(index), value);
    }

    @Override
    public void setNClob(int index, Reader value) throws SQLException {
        prepared.setNClob(at(index), value);
    }

    @Override
    public void setNClob(int index, Reader value, long length) throws SQLException {
        prepared.setNClob(at(index), value, length);
    }

    @Override
    public void setSQLXML(int index, SQLXML value) throws SQLException {
        prepared.setSQLXML(at(index), value);
    }
}
